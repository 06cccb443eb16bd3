import { expect, test } from "vitest";
import { type Draft, EMPTY_DRAFT, nextPending, requestOf, rowsLeft } from "./draft.js";

const VERSION = `0x${"ab".repeat(32)}` as const;
const draft: Draft = {
  ...EMPTY_DRAFT,
  version: VERSION,
  table: ["email", "a@b.example", "c@d.example", "e@f.example"].map((cell, i) => ({ line: i + 1, cells: [cell] })),
  columns: ["email"],
  terms: { start: "2026-04-01", end: "2026-04-30", validUntil: "2028-03-31", basis: "participation", language: "ja" },
};
let drawn = 0;
const key = () => `key-${++drawn}`;

test("rows are sent in parts, and one on its way is sent again with its own key", () => {
  const first = nextPending(draft, key, 2);
  expect(first?.lines).toEqual([2, 3]);
  expect(nextPending({ ...draft, pending: first }, key, 2)).toBe(first);
  const after = { ...draft, sent: [{ number: 7, lines: [2, 3] }] };
  expect(rowsLeft(after).map(({ line }) => line)).toEqual([4]);
  expect(nextPending(after, key, 2)?.lines).toEqual([4]);
  expect(nextPending({ ...after, sent: [...after.sent, { number: 8, lines: [4] }] }, key)).toBeNull();
});

test("a request holds what was chosen, and nothing that was not", () => {
  const pending = { key: "k", lines: [3] };
  expect(requestOf(draft, 2, pending)).toEqual({
    courseVersion: VERSION,
    institution: 2,
    learners: [{ kind: "email", value: "c@d.example" }],
    awardBasis: "participation",
    activityStartDate: "2026-04-01T00:00:00Z",
    activityEndDate: "2026-04-30T00:00:00Z",
    validUntil: "2028-03-31T23:59:59Z",
    language: "ja",
  });
  const plain = requestOf({ ...draft, terms: EMPTY_DRAFT.terms }, 2, pending);
  expect(Object.keys(plain)).toEqual(["courseVersion", "institution", "learners", "awardBasis"]);
});
