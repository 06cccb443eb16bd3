import { type Client, parseRoundId, type wire } from "@peerseal/sdk";
import { all } from "../parts/institutions.js";

/** A review with everything that people decide from. */
export type LoadedRound = {
  readonly round: wire.RoundDetail;
  readonly version: wire.VersionDetail;
  readonly course: wire.Course;
  readonly seats: readonly wire.Seat[];
  readonly rubric: wire.RubricDetail;
};

export async function loadRound(client: Client, id: string): Promise<LoadedRound> {
  const round = await client.rounds.get(parseRoundId(id));
  const [version, seats, rubric] = await Promise.all([
    client.versions.get(round.version),
    all((page) => client.rounds.seats(round.id, page)),
    client.rubrics.get(round.rubric),
  ]);
  return { round, version, seats, rubric, course: await client.courses.get(version.course) };
}
