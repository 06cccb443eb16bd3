import type { CheckName, QualityFlag, QualityState, Role, SeatFlag } from "@peerseal/sdk";

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

export const FLAGS: Readonly<Record<QualityFlag, string>> = {
  retired: "course version retired",
  "review-open": "another review under way",
  "appeal-open": "appeal under way",
  "concern-open": "concern of two members not settled",
  "conditions-closed": "conditions found fulfilled",
  carried: "carried from an earlier version",
  "decision-pending": "a closed review not decided yet",
  "round-abandoned": "a review abandoned",
  "other-rubric": "another rubric differs",
  "other-decision": "no listed decision",
};

export const SEAT_MARKS: Readonly<Record<SeatFlag, string>> = {
  objected: "objected to by the provider",
  excluded: "left out",
  added: "added later",
};

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  none: "reviewer",
  "subject-expert": "subject expert",
  education: "education expert",
  practitioner: "practitioner",
  learner: "learner",
  chair: "chair",
};
