import type { Ask } from "./json-rpc.ts";

/** Makes the blocks of a chain that is told to make none by itself. */
export type Miner = {
  /** Asks the chain; what makes blocks or takes them away waits for its turn. */
  readonly ask: Ask;
  /** A transaction came: the next block holds it. */
  readonly mineSoon: () => void;
  readonly close: () => Promise<void>;
};

const BLOCK_MS = 1_000;
const IN_TURN: ReadonlySet<string> = new Set(["anvil_mine", "anvil_reorg", "evm_mine"]);

/**
 * Mines after each transaction and every second, one thing at a time: anvil that mines by itself while it takes blocks back
 * builds on blocks that it has just lost, and from then on tells of a chain with a hole.
 */
export async function startMiner(chain: Ask): Promise<Miner> {
  await chain("evm_setAutomine", [false]);
  let turn: Promise<unknown> = Promise.resolve();
  let isComing = false;
  const inTurn = <T>(what: () => Promise<T>): Promise<T> => {
    const done = turn.then(what);
    turn = done.catch(() => undefined);
    return done;
  };
  const mineSoon = () => {
    if (isComing) return;
    isComing = true;
    const mined = inTurn(async () => {
      isComing = false;
      await chain("evm_mine");
    });
    // The chain is gone: whoever asks it next finds out.
    mined.catch(() => undefined);
  };
  const timer = setInterval(mineSoon, BLOCK_MS);
  return {
    ask: (method, params) => (IN_TURN.has(method) ? inTurn(() => chain(method, params)) : chain(method, params)),
    mineSoon,
    close: async () => {
      clearInterval(timer);
      await turn;
    },
  };
}
