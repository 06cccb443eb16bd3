import { type Client, parseCourseId, type wire } from "@peerseal/sdk";

/** What a new version of a course goes on from. */
export type LoadedCourse = {
  readonly newest: wire.VersionDetail | null;
  readonly owners: readonly number[];
  readonly deliverers: readonly number[];
};

export async function loadCourse(client: Client, id: string, now: number): Promise<LoadedCourse> {
  const course = await client.courses.get(parseCourseId(id));
  return {
    newest: course.newestVersion === null ? null : await client.versions.get(course.newestVersion),
    owners: heldNow(course.owners, now),
    deliverers: heldNow(course.deliverers, now),
  };
}

function heldNow(parties: wire.Course["owners"], now: number): number[] {
  return parties.filter((party) => isParty(party, now)).map(({ institution }) => institution);
}

/** Whether a part is held now: accepted, and not ended. */
export function isParty({ from, until }: wire.Course["owners"][number], now: number): boolean {
  return from !== null && from <= now && (until === null || until > now);
}
