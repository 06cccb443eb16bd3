import { reasonOf } from "./core/judge/reasons.js";
import type { CheckResult, Verdict } from "./core/judge/verdict.js";
import { isObject } from "./core/values.js";
import type { Verified } from "./verify.js";

/** One file of many, on one line; null: not known, or does not apply. */
export type VerifyRow = {
  readonly file: string;
  /** `unreadable`: no credential at all; `reason` says why. */
  readonly verdict: Verdict["verdict"] | "unreadable";
  /** Reason code of the check that the verdict rests on, or the error's code; null: valid. */
  readonly reason: string | null;
  /** As the chain names it, where the credential is proven to be its. */
  readonly issuer: string | null;
  /** Course version that it names. */
  readonly course: string | null;
  readonly qualityThen: string | null;
  readonly qualityAtIssue: string | null;
  readonly qualityNow: string | null;
  /** Reason code of the check of the status. */
  readonly status: string | null;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  readonly checkedAt: string;
  /** Block of the chain that answered. */
  readonly block: number | null;
};

/** Columns of the table: the member of a row, and its heading. */
export const VERIFY_COLUMNS = [
  { key: "file", header: "file" },
  { key: "verdict", header: "verdict" },
  { key: "reason", header: "reason" },
  { key: "issuer", header: "issuer" },
  { key: "course", header: "course" },
  { key: "qualityThen", header: "quality_then" },
  { key: "qualityAtIssue", header: "quality_at_issue" },
  { key: "qualityNow", header: "quality_now" },
  { key: "status", header: "status" },
  { key: "checkedAt", header: "checked_at" },
  { key: "block", header: "block" },
] as const satisfies readonly { readonly key: keyof VerifyRow; readonly header: string }[];

const DECIDING: readonly CheckResult[] = ["fail", "unknown"];

/**
 * What became of a file, as a row of a table.
 *
 * @param now Unix seconds
 */
export function verifyRow(file: string, verified: Verified, now: number): VerifyRow {
  const checkedAt = `${new Date(now * 1000).toISOString().slice(0, 19)}Z`;
  if (verified.state === "unreadable") {
    return { file, ...EMPTY, verdict: "unreadable", reason: verified.error.code, checkedAt };
  }
  const { verdict } = verified;
  const { quality } = verdict;
  return {
    file,
    verdict: verdict.verdict,
    reason: reasonFor(verdict),
    issuer: issuerName(verdict),
    course: textIn(verdict, "course", "named"),
    qualityThen: quality?.learning.state ?? null,
    qualityAtIssue: quality?.issue.state ?? null,
    qualityNow: quality?.now.state ?? null,
    status: verdict.checks.find(({ check }) => check === "status")?.reason ?? null,
    checkedAt,
    block: blockOf(verdict),
  };
}

const EMPTY = {
  issuer: null,
  course: null,
  qualityThen: null,
  qualityAtIssue: null,
  qualityNow: null,
  status: null,
  block: null,
} as const;

/** The check that has the verdict's own word first; else the first that fails, or is not known. */
function reasonFor({ verdict, checks }: Verdict): string | null {
  if (verdict === "valid") return null;
  const bad = checks.filter(({ check, result }) => check !== "quality" && DECIDING.includes(result));
  const own = bad.find(({ result, reason }) => result === "fail" && reasonOf(reason)?.verdict === verdict);
  const fallback = bad.find(({ result }) => result === (verdict === "incomplete" ? "unknown" : "fail"));
  return (own ?? fallback ?? bad[0])?.reason ?? null;
}

function issuerName(verdict: Verdict): string | null {
  const found = verdict.checks.find(({ check }) => check === "issuer")?.evidence.institution;
  return isObject(found) && typeof found.name === "string" ? found.name : null;
}

function textIn(verdict: Verdict, name: string, member: string): string | null {
  const value = verdict.checks.find(({ check }) => check === name)?.evidence[member];
  return typeof value === "string" ? value : null;
}

function blockOf({ checks }: Verdict): number | null {
  for (const { source } of checks) {
    const number = / block (\d+)$/.exec(source)?.[1];
    if (number !== undefined) return Number(number);
  }
  return null;
}
