import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@peerseal/sdk";
import { MOMENTS, type Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";
import { type Chance, chanceOf } from "../random.ts";
import { clientAt, SETTINGS, type World } from "../world.ts";
import type { ChildReplica, ReplicaEnd, Spares } from "./spares.ts";
import type { Tally } from "./tally.ts";

/** How long one waits for its moments, and the longest life of one that is killed at any time, in milliseconds. */
const PATIENCE_MS = 10_000;
const LIFE_MS = 500;
const START_MS = 120;
const WHILE_STARTING = 1 / 10;
const AT_ANY_TIME = 1 / 10;
/** Moments that one may die at: the first that it comes to. */
const MOST_MOMENTS = 3;
const LEAST_AT_A_POINT = 20;

/**
 * Starts replicas in processes of their own, one after another in each lane, and kills every one: by itself at a moment,
 * or at any time, its start included.
 *
 * @param name of this part of a run: each has decisions of its own.
 * @param alive told of the replicas that serve now.
 * @returns what went wrong without a kill, as text.
 */
export async function killReplicas(options: {
  readonly world: World;
  readonly spares: Spares;
  readonly tally: Tally;
  readonly seed: number;
  readonly name: string;
  readonly kills: number;
  readonly lanes: number;
  readonly alive: Set<Client>;
}): Promise<readonly string[]> {
  const { world, spares, tally, seed, name, kills, lanes, alive } = options;
  const { dataDir, databaseUrl, deployment } = world;
  const place = { dataDir, rpc: world.door.url, databaseUrl, deployment };
  const faults: string[] = [];
  let begun = 0;

  /** Moments and how often they are come to before; those that are behind the others more likely. */
  function draw(chance: Chance): Readonly<Record<string, number>> {
    const drawn: Record<string, number> = {};
    for (let n = 0; n < MOST_MOMENTS; n++) {
      drawn[weighted(tally, chance)] = chance.between(1, 2);
    }
    return drawn;
  }

  async function one(lane: number, chance: Chance): Promise<void> {
    const folder = join("killed", String(lane));
    const start = (dyingAt: Readonly<Record<string, number>>) =>
      spares.take({ place, folder, config: SETTINGS, dyingAt });
    if (chance.hits(WHILE_STARTING)) {
      const starting = await start({});
      await wait(chance.between(0, START_MS));
      await starting.kill();
      return count(await starting.ended);
    }
    const life = chance.hits(AT_ANY_TIME) ? chance.between(0, LIFE_MS) : null;
    const replica = await start(life === null ? draw(chance) : {});
    const url = await replica.served;
    if (url !== null) {
      const client = clientAt(world, url);
      alive.add(client);
      await outlive(replica, life ?? PATIENCE_MS);
      alive.delete(client);
    }
    count(await replica.ended);
  }

  function count(end: ReplicaEnd): void {
    if (end.kind === "killed") tally.killed(MOMENTS.find((moment) => moment === end.at) ?? "anywhere");
    else faults.push("a replica ended by itself");
  }

  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const chance = chanceOf(seed, name, "killer", lane);
      while (begun++ < kills) await one(lane, chance);
    }),
  );
  return faults;
}

/** Kills a replica that lives so long. */
async function outlive(replica: ChildReplica, milliseconds: number): Promise<void> {
  const timer = setTimeout(() => void replica.kill(), milliseconds);
  await replica.ended;
  clearTimeout(timer);
}

function weighted(tally: Tally, chance: Chance): Moment {
  const weights = MOMENTS.map((moment) => 1 / (1 + tally.at("kill", moment)) ** 2);
  let left = chance.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [place, moment] of MOMENTS.entries()) {
    left -= weights[place] ?? 0;
    if (left < 0) return moment;
  }
  return MOMENTS[0];
}

/** Moments that were hit less often than they must be in a whole run. */
export function missed(tally: Tally): readonly Moment[] {
  return MOMENTS.filter((moment) => tally.at("failpoint", moment) < LEAST_AT_A_POINT);
}
