import type { Digest, Hex, JsonValue, NetworkId, Outcome, Role, RoundId, Route, RubricId, SeatFlag } from "../types.js";

/** The nine checks, in the order in which they are told. */
export const CHECKS = [
  "format",
  "signature",
  "issuer",
  "anchor",
  "status",
  "validity",
  "course",
  "quality",
  "recognition",
] as const;
/** Name of a check. */
export type CheckName = (typeof CHECKS)[number];
/** What a check comes to; `unknown`: it could not be made, which is never good. */
export type CheckResult = "pass" | "fail" | "warn" | "unknown" | "not-applicable";

/** One question answered from evidence. `at` is the time that the answer is about, Unix seconds. */
export type Check = {
  readonly check: CheckName;
  readonly result: CheckResult;
  /** Reason code; stable, for programs and translations. */
  readonly reason: string;
  readonly evidence: { readonly [key: string]: JsonValue };
  /** `file`, or the RPC endpoint with the block. */
  readonly source: string;
  readonly at: number | null;
};

/** Verdicts in the order in which the first that applies wins. */
export const VERDICTS = [
  "malformed",
  "altered",
  "forged",
  "revoked",
  "replaced",
  "untrusted-issuer",
  "not-anchored",
  "wrong-course",
  "suspended",
  "expired",
  "not-yet-valid",
  "incomplete",
  "valid",
] as const;
/** All checks in one word. */
export type VerdictWord = (typeof VERDICTS)[number];

/** State of quality of a version at a moment. */
export type QualityState = Exclude<Outcome, "none"> | "unreviewed" | "in-review" | "expired" | "rescinded" | "retired";

/** What stands beside the state of quality; `qualityAt` says when each does. */
export const QUALITY_FLAGS = [
  "retired",
  "review-open",
  "appeal-open",
  "concern-open",
  "conditions-closed",
  "carried",
  "decision-pending",
  "round-abandoned",
  "other-rubric",
  "other-decision",
] as const;
/** A flag beside the state of quality. */
export type QualityFlag = (typeof QUALITY_FLAGS)[number];

/** Which decision stood at a moment, and by which panel. */
export type QualityAt = {
  readonly state: QualityState;
  readonly at: number;
  readonly flags: readonly QualityFlag[];
  readonly decision: {
    readonly round: RoundId;
    readonly rubric: RubricId;
    /** False: the rubric or the policy is not one that the network lists. */
    readonly listed: boolean;
    readonly policy: Hex;
    readonly outcome: Exclude<Outcome, "none">;
    readonly route: Route;
    readonly decidedAt: number;
    readonly expiresAt: number | null;
    /** When it was carried to this version, over so many minor versions; null: it is about this version. */
    readonly carried: { readonly at: number; readonly steps: number } | null;
    readonly convener: { readonly institution: number; readonly name: string };
    readonly panel: readonly {
      readonly role: Role;
      readonly institution: number;
      readonly name: string;
      /** `objected`: the provider did, in vain; `added`: after the others had revealed. */
      readonly flags: readonly SeatFlag[];
    }[];
  } | null;
};

/** The review of the course: at the end of the learning period, when the credential was anchored, and now. */
export type QualityAnswer = {
  readonly learning: QualityAt;
  readonly issue: QualityAt;
  readonly now: QualityAt;
};

/**
 * A credential inside the one that was judged: an endorsement, or one that a learner record carries. It changes nothing
 * about the verdict: an endorser's mistake is not the issuer's, and nobody's praise makes a credential genuine.
 */
export type EnclosedReport = {
  readonly kind: "endorsement" | "credential";
  /** JSON Pointer to it. */
  readonly path: string;
  /** `verified`: well-formed, signed by the issuer that it names, in force. `refuted`: one of these fails. */
  readonly state: "verified" | "refuted" | "unknown";
  /** As it is written; believe it only where the state is `verified`. */
  readonly issuer: { readonly id: string | null; readonly name: JsonValue };
  /** Id of what it speaks of, and whether that is what it stands beside. */
  readonly about: string | null;
  readonly isAboutThis: boolean;
  readonly comment: string | null;
  /** Its own `format`, `signature`, `issuer`, `status` and `validity`; the other checks need a record of ours. */
  readonly checks: readonly Check[];
};

/** Credentials inside a credential. `more`: how many were not looked at, for there were too many. */
export type EnclosedReports = { readonly reports: readonly EnclosedReport[]; readonly more: number };

/** What was found out about a file: the word, all nine checks, the review of its course, and what is inside it. */
export type Verdict = {
  readonly verdict: VerdictWord;
  readonly checks: readonly Check[];
  readonly quality: QualityAnswer | null;
  readonly enclosed: EnclosedReports;
  readonly digest: Digest | null;
  readonly network: NetworkId | null;
  /** The time that the verdict is about, and the time at which it was made; Unix seconds. */
  readonly at: number;
  readonly now: number;
};

/** What a verifier decides beforehand. */
export type VerifierPolicy = {
  /** Cryptosuites accepted; a proof with another one is unsupported. */
  readonly suites: readonly string[];
  /**
   * Network whose word counts. Null: none was chosen. Evidence of the one that the credential names is judged all the
   * same, but who its members are is then the file's own word, so that the verdict is `incomplete` at best.
   */
  readonly network: NetworkId | null;
  /** Seconds that the answering block may lie behind; an older one counts as no answer. Absent: any age. */
  readonly maxBlockAge?: number;
};
