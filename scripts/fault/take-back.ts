import { setTimeout as wait } from "node:timers/promises";
import { headOf } from "./chain-truth.ts";
import type { World } from "./world.ts";

const LOOK_MS = 10;
/** How long a transaction that is too cheap for now, or a chain that stands still, is waited for. */
const PATIENCE_MS = 2_000;

/**
 * Takes back the newest blocks; as many empty ones come in their place. anvil loses blocks for ever where it mines one
 * meanwhile: no transaction is let through, those that it has are waited for, and so is a block by the clock, because
 * the next of those is a second away.
 *
 * @param depthOf how many; asked last, when nothing changes any more.
 */
export async function takeBack({ ask, door }: Pick<World, "ask" | "door">, depthOf: () => Promise<number>) {
  await door.whileShut(async () => {
    await until(async () => Number((await ask<{ pending: string }>("txpool_status")).pending) === 0);
    // A block that was being made when the pool became empty.
    await wait(2 * LOOK_MS);
    const before = await headOf(ask);
    await until(async () => (await headOf(ask)) > before);
    await ask("anvil_reorg", [await depthOf(), []]);
  });
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo()) && Date.now() < end) await wait(LOOK_MS);
}
