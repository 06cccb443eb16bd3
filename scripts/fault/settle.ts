import { setTimeout as wait } from "node:timers/promises";
import { startOne } from "../../test/e2e/relaying.world.ts";
import { headOf, readLogs } from "./chain-truth.ts";
import { missingOn, seenOn } from "./checks/accepted.ts";
import { contractsOf, isIndexed } from "./invariants.ts";
import type { Ledger } from "./ledger.ts";
import { SETTINGS, type World } from "./world.ts";

const LOOK_MS = 250;
const AHEAD_S = 120;

/**
 * Waits until everything accepted is on chain and the index has followed it. Returns once that is so, or when nothing
 * was added for a while; what is missing then is for the checks to say.
 *
 * A registry helps whose clock is ahead: places that were given out and never told of are not waited for.
 *
 * @returns whether all is there.
 */
export async function settle(world: World, ledger: Ledger, patienceMs = 90_000): Promise<boolean> {
  const { registry } = await startOne(
    { ...world, rpc: world.door.url },
    { folder: "settling", config: SETTINGS, now: () => Math.floor(Date.now() / 1000) + AHEAD_S },
  );
  try {
    return await allThere(world, ledger, patienceMs);
  } finally {
    await registry.close();
  }
}

async function allThere(world: World, ledger: Ledger, patienceMs: number): Promise<boolean> {
  let fewest = Number.POSITIVE_INFINITY;
  let until = Date.now() + patienceMs;
  for (;;) {
    const head = await headOf(world.ask);
    const logs = await readLogs(world.ask, contractsOf(world), head);
    const missing = missingOn(ledger.accepted, seenOn(logs)).length;
    const behind = missing === 0 && (await isIndexed(world, head)) ? 0 : 1;
    if (missing + behind === 0) return true;
    if (missing + behind < fewest) {
      fewest = missing + behind;
      until = Date.now() + patienceMs;
    }
    if (Date.now() > until) return false;
    await wait(LOOK_MS);
  }
}
