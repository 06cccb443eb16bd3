/** The words of a batch's bitmaps that a change of status touches, and the bits in each, as the contract takes them. */
export type StatusWords = { readonly words: number[]; readonly masks: string[] };

/**
 * Words and masks for the credentials at some indexes of a batch: 256 credentials a word, words ascending, masks decimal.
 *
 * @example
 * statusWords([0, 1, 256]); // { words: [0, 1], masks: ["3", "1"] }
 */
export function statusWords(indexes: Iterable<number>): StatusWords {
  const masks = new Map<number, bigint>();
  for (const index of indexes) {
    const word = Math.floor(index / 256);
    masks.set(word, (masks.get(word) ?? 0n) | (1n << BigInt(index % 256)));
  }
  const ascending = [...masks].sort(([a], [b]) => a - b);
  return { words: ascending.map(([word]) => word), masks: ascending.map(([, mask]) => mask.toString()) };
}
