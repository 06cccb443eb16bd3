import type { Client, wire } from "@peerseal/sdk";
import { loadConcerns } from "../concerns/load.js";
import { carriableVersions } from "../courses/load-carrying.js";
import { all, eachOf } from "../parts/lists.js";
import type { RoundFacts, TodoFacts } from "./todo.js";

/** What the list says, with the titles of the versions and courses that it is about. */
export type Loaded = {
  readonly facts: TodoFacts;
  readonly titles: ReadonlyMap<string, wire.Version["title"]>;
};

const WAITING = ["awaiting-authorization", "failed"] as const;

/** Asks the registry for everything that the list of an institution is made of. */
export async function loadTodoFacts(client: Client, institution: number, now: number): Promise<Loaded> {
  const [rounds, courses, invitations, keys, ...batches] = await Promise.all([
    all((page) => client.rounds.list({ ...page, institution })),
    all((page) => client.courses.list({ ...page, owner: institution })),
    all((page) => client.courses.list({ ...page, invited: institution })),
    all((page) => client.institutions.keys(institution, page)),
    ...WAITING.map((state) => all((page) => client.batches.list({ ...page, institution, state }))),
  ]);
  const newest = courses.flatMap(({ newestVersion }) => newestVersion ?? []);
  const versions = await eachOf(newest, (id) => client.versions.get(id));
  const facts = await eachOf(rounds.filter(isGoingOn), (round) => factsOf(client, round));
  const known = new Map(versions.map((version) => [version.id as string, version]));
  const others = [...new Set(facts.map(({ round }) => round.version))].filter((id) => !known.has(id));
  for (const version of await eachOf(others, (id) => client.versions.get(id))) known.set(version.id, version);
  const concerns = await loadConcerns(client, institution, now, "open");
  const convened = facts.flatMap(({ round, decisions }) => {
    const course = known.get(round.version)?.course;
    if (round.convener !== institution || course === undefined) return [];
    return decisions.map((decision) => ({ decision, course }));
  });
  const carriable = await carriableVersions(client, convened, now);
  for (const { version } of [...concerns, ...carriable]) known.set(version.id, version);
  return {
    facts: {
      institution,
      now,
      rounds: facts,
      versions,
      invitations,
      batches: batches.flat(),
      keys,
      concerns,
      carriable: carriable.map(({ version, until }) => ({ version: version.id, until })),
    },
    titles: new Map([...known.values(), ...invitations].map(({ id, title }) => [id, title])),
  };
}

/** A formative round that ended, or one that was given up, asks nothing of anybody. */
function isGoingOn({ stage, purpose }: wire.Round): boolean {
  return stage !== "abandoned" && !(stage === "closed" && purpose === "formative");
}

async function factsOf(
  client: Client,
  round: wire.Round,
): Promise<RoundFacts & { readonly decisions: readonly wire.Decision[] }> {
  const [detail, seats] = await Promise.all([
    client.rounds.get(round.id),
    all((page) => client.rounds.seats(round.id, page)),
  ]);
  const { reply, decisions } = detail;
  return { round, seats, hasReply: reply !== null, decision: decisions.at(-1) ?? null, decisions };
}
