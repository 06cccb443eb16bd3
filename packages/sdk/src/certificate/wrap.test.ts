import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wrap, wrapEvenly } from "./wrap.js";

const measure = (text: string) => Array.from(text).reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);

describe("lines", () => {
  test("break between words", () => {
    expect(wrap("one two three four", 9, measure)).toEqual(["one two", "three", "four"]);
    expect(wrap("one\ntwo\n\nthree", 20, measure)).toEqual(["one", "two", "", "three"]);
  });

  test("of Japanese break between characters, but never begin with a closing mark or end with an opening one", () => {
    expect(wrap("避難所の衛生、がれき。", 10, measure)).toEqual(["避難所の衛", "生、がれ", "き。"]);
    for (let width = 8; width < 40; width += 2) {
      for (const line of wrap("「避難所」の(衛生)とがれき、作業ッて安全ー。", width, measure)) {
        expect(line).not.toMatch(/^[」)、ッー。]/);
        expect(line).not.toMatch(/[「(]$/);
      }
    }
  });

  test("of titles have about one length, and break between phrases", () => {
    expect(wrapEvenly("避難所の衛生とがれき作業の安全", 24, measure)).toEqual(["避難所の衛生と", "がれき作業の安全"]);
    expect(wrapEvenly("Shelter hygiene and debris safety", 30, measure)).toEqual([
      "Shelter hygiene",
      "and debris safety",
    ]);
  });

  test("are never wider than they may be, and nothing of the text is lost", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        for (const lines of [wrap(text, width, measure), wrapEvenly(text, width, measure)]) {
          for (const line of lines) expect(Array.from(line).length < 3 || measure(line) <= width + 4).toBe(true);
          expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        }
      }),
    );
  });
});
