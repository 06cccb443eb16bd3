/** How many blocks an endpoint is asked for at once, learnt from what it gives and refuses. */
export type Ranges = {
  readonly next: (endpoint: string) => number;
  /** It gave so many blocks: more next time, unless it took long or was heavy. */
  readonly gave: (endpoint: string, blocks: number, milliseconds: number, bytes: number) => void;
  /** It refused so many blocks: half of them next time, and never more than that again for a while. */
  readonly refused: (endpoint: string, blocks: number) => void;
};

export const FIRST_BLOCKS = 50;
export const MOST_BLOCKS = 10_000;
const SLOW_MS = 4_000;
const QUICK_MS = 1_000;
/** Of JSON: parsed it takes several times as much memory. */
const HEAVY_BYTES = 3 * 1024 * 1024;
const LIGHT_BYTES = 1.2 * 1024 * 1024;
/** After so many ranges that were given, a refusal is forgotten: limits change. */
const FORGET_AFTER = 200;

type Memory = { blocks: number; ceiling: number; given: number };

export function createRanges(): Ranges {
  const memories = new Map<string, Memory>();
  const of = (endpoint: string): Memory => {
    const known = memories.get(endpoint);
    if (known !== undefined) return known;
    const fresh = { blocks: FIRST_BLOCKS, ceiling: MOST_BLOCKS, given: 0 };
    memories.set(endpoint, fresh);
    return fresh;
  };
  return {
    next: (endpoint) => of(endpoint).blocks,
    gave: (endpoint, blocks, milliseconds, bytes) => {
      const memory = of(endpoint);
      memory.given++;
      if (memory.given >= FORGET_AFTER) memory.ceiling = MOST_BLOCKS;
      // A short range at the end of a stretch tells nothing of what is given at once.
      if (milliseconds > SLOW_MS || bytes > HEAVY_BYTES) memory.blocks = Math.max(1, Math.floor(blocks / 2));
      else if (milliseconds < QUICK_MS && bytes < LIGHT_BYTES && blocks >= memory.blocks) {
        memory.blocks = Math.min(memory.blocks * 2, memory.ceiling);
      }
    },
    refused: (endpoint, blocks) => {
      const memory = of(endpoint);
      memory.ceiling = Math.max(1, Math.floor(blocks / 2));
      memory.blocks = Math.min(memory.blocks, memory.ceiling);
      memory.given = 0;
    },
  };
}
