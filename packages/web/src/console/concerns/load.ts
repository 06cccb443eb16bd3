import { type Client, PeersealError, type wire } from "@peerseal/sdk";
import { type ConcernStage, stageOf } from "../../registry/concern-stage.js";
import { all, eachOf } from "../parts/lists.js";
import { tiedOf } from "../rounds/ties.js";

/** A concern with what people decide from. */
export type LoadedConcern = {
  readonly concern: wire.Concern;
  readonly version: wire.VersionDetail;
  readonly stage: ConcernStage;
  /** Whether the institution that asks has a tie to the course. */
  readonly isTied: boolean;
};

/** One concern as an institution sees it. @param now Unix seconds. @throws PeersealError `not-found` */
export async function loadConcern(
  client: Client,
  id: string,
  institution: number,
  now: number,
): Promise<LoadedConcern> {
  const [loaded] = await withFacts(client, [await client.concerns.get(id)], institution, now);
  if (loaded === undefined) throw new PeersealError("not-found", `There is no version of the concern ${id}.`);
  return loaded;
}

/**
 * Concerns that wait for a second member, and those of an institution, newest first.
 *
 * @param own `open`: of its own only those that two members stand behind and have not settled.
 */
export async function loadConcerns(
  client: Client,
  institution: number,
  now: number,
  own: "all" | "open",
): Promise<LoadedConcern[]> {
  const [filed, those] = await Promise.all([
    all((page) => client.concerns.list({ ...page, state: "filed" })),
    all((page) => client.concerns.list({ ...page, institution, ...(own === "open" ? { state: own } : {}) })),
  ]);
  const ids = new Set(those.map(({ id }) => id));
  const found = [...those, ...filed.filter(({ id }) => !ids.has(id))];
  const loaded = await withFacts(client, found, institution, now);
  return loaded.sort((a, b) => b.concern.filed.at - a.concern.filed.at);
}

async function withFacts(
  client: Client,
  concerns: readonly wire.Concern[],
  institution: number,
  now: number,
): Promise<LoadedConcern[]> {
  const versions = await eachOf([...new Set(concerns.map(({ version }) => version))], (id) => client.versions.get(id));
  const courses = await eachOf([...new Set(versions.map(({ course }) => course))], (id) => client.courses.get(id));
  const tied = new Set(courses.filter((course) => tiedOf(course, [institution], now).length > 0).map(({ id }) => id));
  return concerns.flatMap((concern) => {
    const version = versions.find(({ id }) => id === concern.version);
    if (version === undefined) return [];
    const stage = stageOf(concern);
    return [{ concern, version, stage, isTied: tied.has(version.course) }];
  });
}
