import { createHash } from "node:crypto";

/** Chance that follows from a seed and a name, the same in every run; streams of different names do not touch. */
export type Chance = {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number;
  /** True once in `1 / share` times. */
  readonly hits: (share: number) => boolean;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
  readonly bytes: (length: number) => Uint8Array;
};

const UINT32 = 2 ** 32;

/** A stream of chance. `names`: what it is for; part of what it gives. */
export function chanceOf(seed: number, ...names: readonly (string | number)[]): Chance {
  let count = 0;
  let pool = Buffer.alloc(0);
  const take = (length: number): Buffer => {
    while (pool.length < length) {
      const more = createHash("sha512")
        .update([seed, ...names, count++].join("\0"))
        .digest();
      pool = Buffer.concat([pool, more]);
    }
    const taken = pool.subarray(0, length);
    pool = pool.subarray(length);
    return taken;
  };
  const next = () => take(4).readUInt32BE() / UINT32;
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    hits: (share) => next() < share,
    // The index is below the length, and the tuple has a first member.
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    bytes: (length) => new Uint8Array(take(length)),
  };
}
