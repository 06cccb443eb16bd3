import type { CourseVersionDocument } from "@peerseal/sdk";

/** What became of one part of a course version. */
export type Change = "added" | "removed" | "changed" | "same";

/** One part as it was and as it is; null: it was not there. */
export type Changed<T> = {
  readonly id: string;
  readonly change: Change;
  readonly before: T | null;
  readonly after: T | null;
};

type Outcome = CourseVersionDocument["learningOutcomes"][number];
type Assessment = CourseVersionDocument["assessments"][number];

/** Members that say how large, how high and in which form a course is. */
export const FACTS = ["workloadMinutes", "level", "credits", "languages", "participationForm", "supervision"] as const;
/** One of them. */
export type FactName = (typeof FACTS)[number];

/** How two versions of a course differ in what learners and reviewers look at. */
export type VersionDiff = {
  readonly outcomes: readonly Changed<Outcome>[];
  readonly assessments: readonly Changed<Assessment>[];
  /** Facts that differ. */
  readonly facts: readonly FactName[];
};

/** Compares two versions. Parts are the same by their id; what stands in them is compared member by member. */
export function diffVersions(before: CourseVersionDocument, after: CourseVersionDocument): VersionDiff {
  return {
    outcomes: diffParts(before.learningOutcomes, after.learningOutcomes),
    assessments: diffParts(before.assessments, after.assessments),
    facts: FACTS.filter((name) => !isSame(before[name], after[name])),
  };
}

/** In the order of the later version; what was removed stands at the end. */
function diffParts<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): Changed<T>[] {
  const earlier = new Map(before.map((part) => [part.id, part]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...after.map((part): Changed<T> => {
      const old = earlier.get(part.id) ?? null;
      const change = old === null ? "added" : isSame(old, part) ? "same" : "changed";
      return { id: part.id, change, before: old, after: part };
    }),
    ...before
      .filter(({ id }) => !now.has(id))
      .map((part): Changed<T> => ({ id: part.id, change: "removed", before: part, after: null })),
  ];
}

/** Whether two values of a document say the same; the order of members says nothing. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  if (isRecord(a) && isRecord(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => isSame(a[name], b[name]));
  }
  return a === b;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
