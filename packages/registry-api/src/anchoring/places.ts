import { createCipheriv } from "node:crypto";

/** The order in which the places of a batch are given out, and the rank of each in it. */
export type Places = { readonly order: Uint32Array; readonly rank: Uint32Array };

/**
 * Draws the order of all places of a batch: every order is as likely, and only who has the seed can tell it. So places
 * drawn one by one are a count and a seed, the same for every registry and after every restart.
 *
 * @param seed 32 bytes in hex
 * @param capacity a power of two
 */
export function drawPlaces(seed: string, capacity: number): Places {
  const next = randomWords(seed);
  const order = Uint32Array.from({ length: capacity }, (_, place) => place);
  for (let last = capacity - 1; last > 0; last--) {
    const other = below(last + 1, next);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  const rank = new Uint32Array(capacity);
  for (const [place, index] of order.entries()) rank[index] = place;
  return { order, rank };
}

/** Most places whose orders are kept in memory, eight bytes each. */
const KEPT = 2 ** 21;

/** Keeps the orders of the batches that were asked for last. */
export function rememberPlaces(): (seed: string, capacity: number) => Places {
  const kept = new Map<string, Places>();
  let held = 0;
  return (seed, capacity) => {
    const known = kept.get(seed);
    if (known !== undefined) return known;
    const made = drawPlaces(seed, capacity);
    kept.set(seed, made);
    held += capacity;
    for (const [name, { order }] of kept) {
      if (held <= KEPT || kept.size === 1) break;
      kept.delete(name);
      held -= order.length;
    }
    return made;
  };
}

const BUFFER = Buffer.alloc(4096);

/** Words of 32 bits that only the seed tells. */
function randomWords(seed: string): () => number {
  const cipher = createCipheriv("aes-256-ctr", Buffer.from(seed, "hex"), Buffer.alloc(16));
  let words = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === words.length) {
      words = cipher.update(BUFFER);
      at = 0;
    }
    at += 4;
    return words.readUInt32LE(at - 4);
  };
}

/** Uniform below `bound`: draws again what would make some values likelier. */
function below(bound: number, next: () => number): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const word = next();
    if (word < limit) return word % bound;
  }
}
