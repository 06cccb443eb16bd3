import { setTimeout as wait } from "node:timers/promises";
import { hexOf } from "../json-rpc.ts";
import { chanceOf } from "../random.ts";
import type { World } from "../world.ts";

/** What a chain does by itself: fees rise, blocks are taken back. Some moments come only then. */
export type Weather = {
  readonly done: () => { readonly reorganisations: number; readonly feeRises: number };
  readonly stop: () => Promise<void>;
};

const GWEI = 10n ** 9n;
const DEEPEST = 5;
const LONGEST_PAUSE_MS = 1_200;
const STEP_MS = 50;

/** Now and then drops some blocks above finality, or raises what the next block charges, until stopped. */
export function startWeather({ ask }: Pick<World, "ask">, seed: number): Weather {
  const chance = chanceOf(seed, "weather");
  let stopping = false;
  let reorganisations = 0;
  let feeRises = 0;
  const running = (async () => {
    while (!stopping) {
      for (let left = chance.between(0, LONGEST_PAUSE_MS); left > 0 && !stopping; left -= STEP_MS) await wait(STEP_MS);
      if (stopping) return;
      if (chance.hits(1 / 4)) {
        await ask("anvil_reorg", [chance.between(1, DEEPEST), []]);
        reorganisations++;
      } else {
        await ask("anvil_setNextBlockBaseFeePerGas", [hexOf(BigInt(chance.between(5, 60)) * GWEI)]);
        feeRises++;
      }
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
