import type { CriterionDocument } from "@peerseal/sdk";
import { type Draft, ratingOf } from "./draft.js";
import type { Finding } from "./review-document.js";

/** A step of the work: one criterion, or the review as a whole. */
export type Step = { readonly id: string; readonly criterion: CriterionDocument | null };
/** How far a step is. */
export type StepState = "done" | "part" | "open";

/** The id of the last step. */
export const CLOSING = "closing";

/** One criterion after the other, then the whole. */
export function stepsOf(criteria: readonly CriterionDocument[]): readonly Step[] {
  return [...criteria.map((criterion) => ({ id: criterion.id, criterion })), { id: CLOSING, criterion: null }];
}

/** What is wrong within a step. */
export function findingsIn({ criterion }: Step, findings: readonly Finding[]): readonly Finding[] {
  const isOfCriterion = (field: string) => field.startsWith("rating.");
  return findings.filter(({ field }) =>
    criterion === null ? !isOfCriterion(field) : field.startsWith(`rating.${criterion.id}.`),
  );
}

/** How far a step is; a criterion that nothing was chosen for is open. */
export function stateOf(step: Step, draft: Draft, findings: readonly Finding[]): StepState {
  const isUntouched =
    step.criterion === null
      ? draft.minutesSpent === "" && draft.ai.used === null
      : ratingOf(draft, step.criterion.id).choice === null;
  // Advice may leave criteria out: none is done because nothing is missing in it.
  if (isUntouched) return "open";
  return findingsIn(step, findings).length === 0 ? "done" : "part";
}
