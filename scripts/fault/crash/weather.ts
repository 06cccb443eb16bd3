import { setTimeout as wait } from "node:timers/promises";
import { headOf } from "../chain-truth.ts";
import { hexOf } from "../json-rpc.ts";
import { chanceOf } from "../random.ts";
import type { World } from "../world.ts";

/** What a chain does by itself: fees rise, blocks are taken back. Some moments come only then. */
export type Weather = {
  readonly done: () => { readonly reorganisations: number; readonly feeRises: number };
  readonly stop: () => Promise<void>;
};

const GWEI = 10n ** 9n;
/** Above finality, also where a block comes meanwhile. */
const DEEPEST = 6;
const LONGEST_PAUSE_MS = 1_000;
const STEP_MS = 50;
const TAKEN_BACK = 1 / 3;
/** How many of those take back what a registry has just noted as recorded. */
const AIMED = 2 / 3;
/** What a unit of gas costs, in gwei. A rise is more than double: what was signed before it offers too little. */
const CALM = { from: 1, to: 5 };
const STORM = { from: 15, to: 120 };

/**
 * Now and then drops some blocks above finality, or changes what the next block charges, until stopped.
 *
 * @param name of the chain; each has its own weather.
 */
export function startWeather(world: Pick<World, "ask" | "pool">, seed: number, name: string): Weather {
  const { ask } = world;
  const chance = chanceOf(seed, name, "weather");
  let stopping = false;
  let isCalm = true;
  let reorganisations = 0;
  let feeRises = 0;
  const running = (async () => {
    while (!stopping) {
      for (let left = chance.between(0, LONGEST_PAUSE_MS); left > 0 && !stopping; left -= STEP_MS) await wait(STEP_MS);
      if (stopping) return;
      if (chance.hits(TAKEN_BACK)) {
        const [drawn, isAimed] = [chance.between(1, DEEPEST), chance.hits(AIMED)];
        await ask("anvil_reorg", [(isAimed ? await depthOfNewest(world) : null) ?? drawn, []]);
        reorganisations++;
        continue;
      }
      isCalm = !isCalm;
      const { from, to } = isCalm ? CALM : STORM;
      await ask("anvil_setNextBlockBaseFeePerGas", [hexOf(BigInt(chance.between(from, to)) * GWEI)]);
      if (!isCalm) feeRises++;
    }
  })();
  return {
    done: () => ({ reorganisations, feeRises }),
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

/** How many blocks must go for the newest transaction to go that a registry has noted; null: it is too deep by now. */
async function depthOfNewest({ ask, pool }: Pick<World, "ask" | "pool">): Promise<number | null> {
  const { rows } = await pool.query<{ block: string | null }>(
    "select max(mined_block) as block from relays where state = 'mined' and not is_final",
  );
  const block = rows[0]?.block ?? null;
  if (block === null) return null;
  const depth = (await headOf(ask)) - Number(block) + 1;
  return depth >= 1 && depth <= DEEPEST ? depth : null;
}
