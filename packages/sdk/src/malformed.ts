import type { ErrorCode } from "./core/errors.js";
import { type ReasonCode, reasonOf } from "./core/judge/reasons.js";
import { CHECKS, type Check, type CheckName, type Verdict } from "./core/judge/verdict.js";

/** Why each check of a file that cannot be read says nothing. */
const REASONS: Readonly<Record<CheckName, ReasonCode>> = {
  format: "format-invalid",
  signature: "proofs-unchecked",
  issuer: "issuer-unproven",
  anchor: "receipt-missing",
  status: "status-without-batch",
  validity: "dates-unreadable",
  course: "course-unproven",
  quality: "no-course-version",
  recognition: "not-installed",
};

/**
 * The verdict on a file that is not strict JSON: there is nothing in it that could be checked.
 *
 * @param code the `json-*` code of what is wrong with it.
 */
export function malformed(code: ErrorCode, now: number, at: number = now): Verdict {
  const checks = CHECKS.map((check): Check => {
    const reason = REASONS[check];
    const result = reasonOf(reason)?.result ?? "unknown";
    return { check, result, reason, evidence: check === "format" ? { code } : {}, source: "file", at: null };
  });
  return {
    verdict: "malformed",
    checks,
    quality: null,
    enclosed: { reports: [], more: 0 },
    digest: null,
    network: null,
    at,
    now,
  };
}
