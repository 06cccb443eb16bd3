import type { wire } from "@peerseal/sdk";

type Parties = Pick<wire.Course, "owners" | "deliverers">;

/** A part that ended so long ago is no tie any more. */
const TIE_SECONDS = 3 * 365 * 86_400;

/** Which of some institutions own or deliver a course, or did within three years: the contract refuses their reviewers. */
export function tiedOf({ owners, deliverers }: Parties, institutions: readonly number[], now: number): number[] {
  const tied = new Set(
    [...owners, ...deliverers]
      .filter(({ from, until }) => from !== null && (until === null || until >= now - TIE_SECONDS))
      .map(({ institution }) => institution),
  );
  return [...new Set(institutions)].filter((institution) => tied.has(institution));
}
