import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@peerseal/sdk";
import { MOMENTS, type Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";
import { type Chance, chanceOf } from "../random.ts";
import { clientAt, SETTINGS, type World } from "../world.ts";
import type { Spares } from "./spares.ts";
import type { Tally } from "./tally.ts";

/** Longest that a replica is left alive, in milliseconds: one that waits for its moment, and one killed at any time. */
const PATIENCE_MS = 1_500;
const LIFE_MS = 500;
const START_MS = 120;
const AT_A_MOMENT = 2 / 3;
const WHILE_STARTING = 1 / 10;
const LEAST_AT_A_POINT = 20;
const IN_VAIN = 8;

/**
 * Starts replicas in processes of their own, one after another in each lane, and kills every one: by itself at a moment,
 * or at any time, its start included.
 *
 * @param alive told of the replicas that serve now.
 */
export async function killReplicas(options: {
  readonly world: World;
  readonly spares: Spares;
  readonly tally: Tally;
  readonly seed: number;
  readonly kills: number;
  readonly lanes: number;
  readonly alive: Set<Client>;
}): Promise<void> {
  const { world, spares, tally, seed, kills, lanes, alive } = options;
  const { dataDir, databaseUrl, deployment } = world;
  const place = { dataDir, rpc: world.door.url, databaseUrl, deployment };
  let begun = 0;
  const tries = new Map<Moment, number>();

  /** Moments in turn, without those that a replica in its short life does not come to. */
  function nextMoment(n: number): Moment | null {
    const open = MOMENTS.filter((moment) => (tries.get(moment) ?? 0) < IN_VAIN || tally.at("kill", moment) > 0);
    return open[n % Math.max(1, open.length)] ?? null;
  }

  async function one(lane: number, n: number, chance: Chance): Promise<void> {
    const folder = join("killed", String(lane));
    if (chance.hits(WHILE_STARTING)) {
      const starting = await spares.take({ place, folder, config: SETTINGS, dyingAt: null });
      await wait(chance.between(0, START_MS));
      await starting.kill();
      return tally.killed("anywhere");
    }
    const moment = chance.hits(AT_A_MOMENT) ? nextMoment(n) : null;
    if (moment !== null) tries.set(moment, (tries.get(moment) ?? 0) + 1);
    const dyingAt = moment === null ? null : { moment, nth: chance.between(1, 2) };
    const replica = await spares.take({ place, folder, config: SETTINGS, dyingAt });
    const url = await replica.served;
    if (url === null) return tally.killed(moment ?? "anywhere");
    const client = clientAt(world, url);
    alive.add(client);
    const life = moment === null ? chance.between(0, LIFE_MS) : PATIENCE_MS;
    const reached = await Promise.race([replica.ended.then(() => true), wait(life).then(() => false)]);
    if (!reached) await replica.kill();
    alive.delete(client);
    tally.killed(reached && moment !== null ? moment : "anywhere");
  }

  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const chance = chanceOf(seed, "killer", lane);
      while (begun < kills) await one(lane, begun++, chance);
    }),
  );
}

/** Moments that were hit less often than they must be in a whole run. */
export function missed(tally: Tally): readonly Moment[] {
  return MOMENTS.filter((moment) => tally.at("failpoint", moment) < LEAST_AT_A_POINT);
}
