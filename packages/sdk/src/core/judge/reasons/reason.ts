import type { CheckResult, VerdictWord } from "../verdict.js";

/** A reason that a check may give: what result it is, and its sentence for people. */
export type Reason = {
  readonly result: CheckResult;
  /** The verdict that a required check with this reason leads to; only a `fail` has one. */
  readonly verdict?: VerdictWord;
  readonly en: string;
  readonly ja: string;
};
