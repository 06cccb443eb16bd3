import fc from "fast-check";
import { expect, test } from "vitest";
import { snippetOf } from "./snippet.js";
import { piecesOf, queryOf, vectorOf } from "./tokens.js";

test("cuts words and runs of characters without spaces", () => {
  expect(piecesOf("Shelter-Hygiene １.０ 避難所の衛生 Ćwiczenie")).toEqual([
    { kind: "word", text: "shelter" },
    { kind: "word", text: "hygiene" },
    { kind: "word", text: "1" },
    { kind: "word", text: "0" },
    { kind: "run", text: "避難所の衛生" },
    { kind: "word", text: "cwiczenie" },
  ]);
});

test("takes forms of one character for one, and keeps syllables apart", () => {
  expect(piecesOf("ﾄﾞﾛｰﾝ")).toEqual([{ kind: "run", text: "ドローン" }]);
  expect(piecesOf("が")).not.toEqual(piecesOf("か"));
});

test("writes the vector with places and weights", () => {
  expect(
    vectorOf([
      { text: "避難所 a", weight: "A" },
      { text: "a", weight: "D" },
    ]),
  ).toBe("'避難':1A '難所':2A '所':3A 'a':5A,7D");
});

test("asks for beginnings of words and for neighbours in runs", () => {
  expect(queryOf("Shel 避難所")).toBe("'shel':* & ('避難' <-> '難所')");
  expect(queryOf("避")).toBe("'避':*");
  expect(queryOf("避難")).toBe("('避難')");
  expect(queryOf("!?…")).toBeNull();
});

test("never lets a query out of its quotes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      const query = queryOf(text);
      expect(query === null || /^(?:(?:'[^'\\]+':\*|\((?:'[^'\\]+'(?: <-> )?)+\))(?: & )?)+$/.test(query)).toBe(true);
    }),
  );
});

test("keeps vectors within what PostgreSQL takes", () => {
  const vector = vectorOf([{ text: "word ".repeat(30_000), weight: "A" }]);
  expect(vector.split(",")).toHaveLength(100);
  expect(
    vectorOf([{ text: Array.from({ length: 9_000 }, (_, i) => `w${i}`).join(" "), weight: "D" }]).split(" "),
  ).toHaveLength(4_000);
});

test("shows where words stand, in the title or around them in the body", () => {
  expect(snippetOf("Über Straßen", "", "uber")).toEqual({ text: "Über Straßen", marks: [[0, 4]] });
  expect(snippetOf("避難所の衛生", "", "衛生 避難")).toEqual({
    text: "避難所の衛生",
    marks: [
      [0, 2],
      [4, 6],
    ],
  });
  const body = `${"x ".repeat(100)}needle${" y".repeat(300)}`;
  const found = snippetOf("Title", body, "needle");
  const [mark] = found.marks;
  expect(found.text.slice(...(mark ?? [0, 0]))).toBe("needle");
  expect(found.text.length).toBeLessThan(210);
  expect(snippetOf("Title", "body", "absent")).toEqual({ text: "Title", marks: [] });
});

test("marks nothing outside of its text", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "grapheme" }),
      (title, body, q) => {
        const { text, marks } = snippetOf(title, body, q);
        for (const [from, to] of marks) expect(0 <= from && from < to && to <= text.length).toBe(true);
      },
    ),
  );
});
