/** A sample without repetition, the same for the same seed; in the order given. `size` 0: all. */
export function sampleOf<Item>(items: readonly Item[], size: number, seed: number): readonly Item[] {
  if (size === 0 || size >= items.length) return items;
  const random = randomFrom(seed);
  return items
    .map((item, place) => ({ item, place, draw: random() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, size)
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Mulberry32: numbers in [0, 1) from a 32-bit seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
