import fc from "fast-check";
import { expect, test } from "vitest";
import { statusWords } from "./status-words.js";

test("each credential has one bit of one word, whatever the order", () => {
  expect(statusWords([256, 1, 0, 255, 1])).toEqual({ words: [0, 1], masks: [((1n << 255n) | 3n).toString(), "1"] });
  expect(statusWords([])).toEqual({ words: [], masks: [] });
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat((1 << 20) - 1), { maxLength: 50 }), (indexes) => {
      const { words, masks } = statusWords(indexes);
      const back = words.flatMap((word, i) => {
        const mask = BigInt(masks[i] ?? "0");
        return Array.from({ length: 256 }, (_, bit) => bit)
          .filter((bit) => ((mask >> BigInt(bit)) & 1n) === 1n)
          .map((bit) => word * 256 + bit);
      });
      expect(back).toEqual([...indexes].sort((a, b) => a - b));
    }),
  );
});
