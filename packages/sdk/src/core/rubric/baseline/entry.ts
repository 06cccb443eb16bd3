import type { CriterionDocument } from "../../documents/rubric.js";
import type { SeatRole } from "../header.js";

/** A text in the two languages of the rubric. */
export type Bilingual = { readonly en: string; readonly ja: string };

/** A criterion as the theme files write it. */
export type Entry = {
  readonly id: string;
  readonly essential?: true;
  readonly rapid?: true;
  readonly practitionerMustRate?: true;
  /** Roles that may not rate it. */
  readonly notBy?: readonly SeatRole[];
  readonly name: Bilingual;
  readonly question: Bilingual;
  readonly guidance: Bilingual;
  /** Level 0 absent, 1 partial, 2 met, 3 exemplary. */
  readonly descriptors: readonly [Bilingual, Bilingual, Bilingual, Bilingual];
  readonly mapsTo: readonly (readonly [framework: string, reference: string])[];
};

const ROLES = ["subject-expert", "education", "practitioner", "learner", "chair"] as const;

/** Gives the criteria of a theme the form of a `rubric/1` document. */
export function criteriaOf(theme: string, entries: readonly Entry[]): CriterionDocument[] {
  return entries.map((entry) => ({
    id: entry.id,
    theme,
    name: { ...entry.name },
    question: { ...entry.question },
    guidance: { ...entry.guidance },
    essential: entry.essential ?? false,
    rapid: entry.rapid ?? false,
    practitionerMustRate: entry.practitionerMustRate ?? false,
    ratedBy: ROLES.filter((role) => !(entry.notBy ?? []).includes(role)),
    descriptors: [
      { ...entry.descriptors[0] },
      { ...entry.descriptors[1] },
      { ...entry.descriptors[2] },
      { ...entry.descriptors[3] },
    ],
    mapsTo: entry.mapsTo.map(([framework, reference]) => ({ framework, reference })),
  }));
}
