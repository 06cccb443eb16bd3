import type { InstitutionFacts } from "./evidence.js";

type Entry = InstitutionFacts["standings"][number];

/** The entry of an institution's history that held at a time, Unix seconds; null: before its admission. */
export function standingAt({ standings }: InstitutionFacts, at: number): Entry | null {
  let found: Entry | null = null;
  for (const entry of standings) {
    if (entry.since <= at && (found === null || entry.since >= found.since)) found = entry;
  }
  return found;
}
