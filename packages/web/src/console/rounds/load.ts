import { type Client, parseRoundId, type wire } from "@peerseal/sdk";
import { all } from "../parts/lists.js";

/** A review with everything that people decide from. */
export type LoadedRound = {
  readonly round: wire.RoundDetail;
  readonly version: wire.VersionDetail;
  readonly course: wire.Course;
  readonly seats: readonly wire.Seat[];
  readonly rubric: wire.RubricDetail;
  /** The latest appeal against it; null: none. */
  readonly appeal: wire.Round | null;
  /** Institutions that an appeal takes no reviewers from: they took part in the round that it is against. */
  readonly barred: readonly number[];
};

export async function loadRound(client: Client, id: string): Promise<LoadedRound> {
  const round = await client.rounds.get(parseRoundId(id));
  const { appealOf, appealedBy } = round;
  const [version, seats, rubric, appeal, barred] = await Promise.all([
    client.versions.get(round.version),
    all((page) => client.rounds.seats(round.id, page)),
    client.rubrics.get(round.rubric),
    appealedBy === null ? null : client.rounds.get(appealedBy),
    appealOf === null ? [] : client.rounds.get(appealOf).then((first) => takingPart(client, first)),
  ]);
  return { round, version, seats, rubric, appeal, barred, course: await client.courses.get(version.course) };
}

/** Who convened a round or appointed to it: the contract lets none of them take part in an appeal against it. */
export async function takingPart(client: Client, { id, convener }: wire.Round): Promise<number[]> {
  const seats = await all((page) => client.rounds.seats(id, page));
  return [...new Set([convener, ...seats.map(({ institution }) => institution)])];
}
