import type { Verdict, VerifierPolicy } from "../verdict.js";
import type { Sample } from "./sample.js";
import { ANCHOR } from "./scenarios-anchor.js";
import { COURSE } from "./scenarios-course.js";
import { DID_WEB_INVALID, DID_WEB_VALID } from "./scenarios-did-web.js";
import { LISTS, LISTS_BESIDE } from "./scenarios-foreign.js";
import { ISSUER } from "./scenarios-issuer.js";
import { REVIEW } from "./scenarios-review.js";
import { STATUS } from "./scenarios-status.js";
import { UNKNOWN } from "./scenarios-unknown.js";
import { VALID } from "./scenarios-valid.js";

/** A case with the verdict that must come of it, written by hand: `checks` names what differs from the good case. */
export type Scenario = {
  /** `<reason>` or `<reason>.<case>`. */
  readonly name: string;
  readonly about: string;
  readonly sample?: Sample;
  readonly policy?: Partial<VerifierPolicy>;
  /** Days, before (negative) or after now. */
  readonly atDays?: number;
  readonly now?: number;
  readonly verdict: Verdict["verdict"];
  readonly checks?: Readonly<Record<string, string>>;
};

export const SCENARIOS: readonly { readonly folder: "valid" | "invalid"; readonly scenario: Scenario }[] = [
  ...[...VALID, ...REVIEW, ...DID_WEB_VALID, ...LISTS_BESIDE].map((scenario) => ({
    folder: "valid" as const,
    scenario,
  })),
  ...[...ISSUER, ...DID_WEB_INVALID, ...ANCHOR, ...STATUS, ...LISTS, ...COURSE, ...UNKNOWN].map((scenario) => ({
    folder: "invalid" as const,
    scenario,
  })),
];

/** Result and reason of every check of the good case. */
export const GOOD: Readonly<Record<string, string>> = {
  format: "pass well-formed",
  signature: "pass proofs-verified",
  issuer: "pass key-authorised",
  anchor: "pass anchored",
  status: "pass status-clear",
  validity: "pass within-validity",
  course: "pass course-named",
  quality: "pass standard-met",
  recognition: "not-applicable not-installed",
};
