import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@peerseal/sdk";
import { MOMENTS, type Moment } from "../../../packages/registry-api/dist/anchoring/deps.js";
import type { RegistryPlan } from "../../../test/e2e/relaying.world.ts";
import type { World } from "../world.ts";
import { failpointsOf } from "./failpoints.ts";
import { type LocalReplica, startLocalReplica } from "./local-replica.ts";
import type { Tally } from "./tally.ts";

const NAMES = ["here-1", "here-2"] as const;
const LOOK_MS = 20;
/** Faults after which one is started anew: a registry that goes on for ever would hide what a start must mend. */
const RESTART_AFTER = 250;
/** How many times its even share a moment may take; the rest is for those that come seldom. */
const MOST_SHARES = 2;
/** How often a moment has a fault, and how often one that is behind the others. */
const FIRES = 1 / 2;
const FIRES_BEHIND = 3 / 4;
/** How long is waited for a moment that does not come any more. */
const PATIENCE_MS = 60_000;

/**
 * Runs registries in this process, at whose moments steps end, until there were enough faults; closes them then.
 *
 * @param alive told of the replicas that serve now.
 */
export async function failHere(options: {
  readonly world: World;
  readonly seed: number;
  /** Of this part of a run: each has decisions of its own. */
  readonly name: string;
  /** How many are made here, and in the whole run. */
  readonly failpoints: number;
  readonly ofAll: number;
  readonly tally: Tally;
  readonly alive: Set<Client>;
  readonly keys: RegistryPlan["keys"];
}): Promise<void> {
  const { world, seed, name: part, failpoints, ofAll, tally, alive, keys } = options;
  const running = new Map<string, LocalReplica>();
  const most = Math.ceil((ofAll * MOST_SHARES) / MOMENTS.length);
  const before = tally.failpoints();
  const made = () => tally.failpoints() - before;
  const share = (moment: Moment): number => {
    const here = tally.at("failpoint", moment);
    if (made() >= failpoints || here >= most) return 0;
    return here < tally.failpoints() / MOMENTS.length / 2 ? FIRES_BEHIND : FIRES;
  };

  const start = async (name: string, life: number) => {
    const points = failpointsOf(seed, `${part} ${name}.${life}`, share);
    const given = { name, failpoints: points, happened: tally.failed };
    const replica = await startLocalReplica(world, keys === undefined ? given : { ...given, keys });
    running.set(name, replica);
    alive.add(replica.client);
  };
  const stop = async (name: string) => {
    const replica = running.get(name);
    if (replica === undefined) return;
    alive.delete(replica.client);
    running.delete(name);
    await replica.close();
  };

  try {
    for (const name of NAMES) await start(name, 0);
    let lives = 0;
    let [last, changedAt] = [0, Date.now()];
    while (made() < failpoints && Date.now() - changedAt < PATIENCE_MS) {
      await wait(LOOK_MS);
      if (made() !== last) [last, changedAt] = [made(), Date.now()];
      if (last < (lives + 1) * RESTART_AFTER) continue;
      lives++;
      const name = NAMES[lives % NAMES.length] ?? NAMES[0];
      await stop(name);
      await start(name, lives);
    }
  } finally {
    for (const name of NAMES) await stop(name);
  }
}
