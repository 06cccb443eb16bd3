import type { Client, wire } from "@peerseal/sdk";
import { all, eachOf } from "../parts/lists.js";
import { type Carrying, carryingTo, isCarriable, MOST_STEPS, stepsTo } from "./carrying.js";

/** What stands about carrying a result to a version, and the round of that result with the version it was about. */
export type LoadedCarrying = {
  readonly carrying: Carrying<wire.Decision>;
  readonly round: wire.Round | null;
  readonly reviewed: wire.VersionDetail | null;
};

/** @param now Unix seconds. */
export async function loadCarrying(client: Client, version: wire.VersionDetail, now: number): Promise<LoadedCarrying> {
  const earlier = await earlierOf(client, version);
  const decisions = earlier.flatMap((one) => one.decisions).sort((a, b) => a.decidedAt - b.decidedAt);
  const carrying = carryingTo(version, decisions, version.decisions, now);
  const decision = "decision" in carrying ? carrying.decision : null;
  const reviewed = earlier.find(({ id }) => id === decision?.version) ?? null;
  return { carrying, reviewed, round: reviewed?.rounds.find(({ id }) => id === decision?.round) ?? null };
}

/** The versions that a version goes back to over minor changes, one more than a result can go. */
async function earlierOf(client: Client, version: wire.VersionDetail): Promise<wire.VersionDetail[]> {
  const found: wire.VersionDetail[] = [];
  let last = version;
  while (last.minor && last.previous !== null && found.length <= MOST_STEPS) {
    last = await client.versions.get(last.previous);
    found.push(last);
  }
  return found;
}

/** Versions without a result of their own to which the results of some versions may be carried. */
export async function carriableVersions(
  client: Client,
  decided: readonly { readonly decision: wire.Decision; readonly course: string }[],
  now: number,
): Promise<{ readonly version: wire.VersionDetail; readonly until: number | null }[]> {
  const standing = decided.filter(({ decision }) => isCarriable(decision, now));
  const courses = [...new Set(standing.map(({ course }) => course))];
  const versions = (await eachOf(courses, (id) => all((page) => client.courses.versions(id, page)))).flat();
  const near = versions.filter(
    (version) =>
      version.retiredAt === null && standing.some(({ decision }) => (stepsTo(decision, version) ?? 9) <= MOST_STEPS),
  );
  const details = await eachOf(near, ({ id }) => client.versions.get(id));
  return details.flatMap((version) => {
    const decisions = standing.map(({ decision }) => decision);
    const carrying = carryingTo(version, decisions, version.decisions, now);
    return carrying.kind === "open" ? [{ version, until: carrying.decision.expiresAt }] : [];
  });
}
