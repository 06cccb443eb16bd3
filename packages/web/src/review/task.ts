import type { CriterionDocument, RoundId, RubricDocument, SeatRole } from "@peerseal/sdk";

/** What one seat is asked to judge. */
export type Task = {
  readonly round: RoundId;
  readonly seat: number;
  readonly role: SeatRole;
  readonly route: "panel" | "rapid";
  /** Advice only: no ratings on chain, nothing published. */
  readonly isFormative: boolean;
  readonly rubric: RubricDocument;
};

/** Criteria of the route that this role may judge, in the order of the rubric. */
export function criteriaFor({ rubric, role, route }: Task): readonly CriterionDocument[] {
  return rubric.criteria.filter(({ ratedBy, rapid }) => ratedBy.includes(role) && (route === "panel" || rapid));
}

/** Whether this seat may not leave a criterion without a level: the contract refuses its review without one. */
export function mustRate({ role, isFormative }: Task, { practitionerMustRate }: CriterionDocument): boolean {
  return role === "practitioner" && practitionerMustRate && !isFormative;
}

const MINUTES_FOR_READING = 30;
const MINUTES_A_CRITERION = 6;

/** Minutes that a review takes, for whoever plans an evening: reading the dossier and each criterion. */
export function minutesExpected(criteria: number, workloadMinutes: number): number {
  // A tenth of the learners' own time is enough to look through most of the material once.
  const reading = Math.max(MINUTES_FOR_READING, Math.min(120, Math.round(workloadMinutes / 10)));
  return Math.ceil((reading + criteria * MINUTES_A_CRITERION) / 15) * 15;
}
