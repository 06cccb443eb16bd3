import type { Client, wire } from "@peerseal/sdk";
import { all, eachOf } from "../parts/institutions.js";
import type { RoundFacts, TodoFacts } from "./todo.js";

/** What the list says, with the titles of the versions that it is about. */
export type Loaded = {
  readonly facts: TodoFacts;
  readonly titles: ReadonlyMap<string, wire.Version["title"]>;
};

const WAITING = ["awaiting-authorization", "failed"] as const;

/** Asks the registry for everything that the list of an institution is made of. */
export async function loadTodoFacts(client: Client, institution: number, now: number): Promise<Loaded> {
  const [rounds, courses, keys, ...batches] = await Promise.all([
    all((page) => client.rounds.list({ ...page, institution })),
    all((page) => client.courses.list({ ...page, owner: institution })),
    all((page) => client.institutions.keys(institution, page)),
    ...WAITING.map((state) => all((page) => client.batches.list({ ...page, institution, state }))),
  ]);
  const newest = courses.flatMap(({ newestVersion }) => newestVersion ?? []);
  const versions = await eachOf(newest, (id) => client.versions.get(id));
  const facts = await eachOf(rounds.filter(isGoingOn), (round) => factsOf(client, round));
  const titles = new Map(versions.map(({ id, title }) => [id as string, title]));
  const others = [...new Set(facts.map(({ round }) => round.version))].filter((id) => !titles.has(id));
  for (const { id, title } of await eachOf(others, (id) => client.versions.get(id))) titles.set(id, title);
  return {
    facts: { institution, now, rounds: facts, versions, batches: batches.flat(), keys },
    titles,
  };
}

/** A formative round that ended, or one that was given up, asks nothing of anybody. */
function isGoingOn({ stage, purpose }: wire.Round): boolean {
  return stage !== "abandoned" && !(stage === "closed" && purpose === "formative");
}

async function factsOf(client: Client, round: wire.Round): Promise<RoundFacts> {
  const [detail, seats] = await Promise.all([
    client.rounds.get(round.id),
    all((page) => client.rounds.seats(round.id, page)),
  ]);
  return { round, seats, hasReply: detail.reply !== null, decision: detail.decisions.at(-1) ?? null };
}
