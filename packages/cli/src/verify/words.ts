import type { CheckName, QualityState, Role } from "@peerseal/sdk";

/** The five questions of a verifier, each with the checks that answer it. */
export const QUESTIONS: readonly (readonly [question: string, checks: readonly CheckName[]])[] = [
  ["Genuine?", ["format", "signature", "anchor"]],
  ["Still valid?", ["status", "validity"]],
  ["Who issued it?", ["issuer", "course"]],
  ["Was the course reviewed, and with what result?", ["quality"]],
  ["What does it count for here?", ["recognition"]],
];

export const QUALITY: Readonly<Record<QualityState, string>> = {
  met: "standard met",
  conditional: "met with conditions",
  "not-met": "standard not met",
  provisional: "rapid review: provisional",
  unreviewed: "not reviewed",
  "in-review": "in review",
  expired: "validity of the review ended",
  rescinded: "review result rescinded",
  retired: "course version retired",
};

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  none: "reviewer",
  "subject-expert": "subject expert",
  education: "education expert",
  practitioner: "practitioner",
  learner: "learner",
  chair: "chair",
};
