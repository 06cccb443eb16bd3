import { expect, test } from "vitest";
import { type Draft, EMPTY_DRAFT, lacksReason, nextPending, requestOf, rowsLeft } from "./draft.js";

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
  const reason = " A pilot for the town of Iyo.\n";
  expect(requestOf({ ...draft, reason }, 2, pending).override).toEqual({ reason: "A pilot for the town of Iyo." });
  const plain = requestOf({ ...draft, terms: EMPTY_DRAFT.terms }, 2, pending);
  expect(Object.keys(plain)).toEqual(["courseVersion", "institution", "learners", "awardBasis"]);
});

test("a reason is asked for where no result stands, until something is on its way", () => {
  const given = { ...draft, reason: "A pilot for the town of Iyo." };
  expect(lacksReason(draft, false)).toBe(true);
  expect(lacksReason(draft, true)).toBe(false);
  expect(lacksReason(given, false)).toBe(false);
  expect(lacksReason({ ...draft, reason: " short   " }, false)).toBe(true);
  expect(lacksReason({ ...draft, reason: "x".repeat(501) }, false)).toBe(true);
  expect(lacksReason({ ...draft, pending: { key: "k", lines: [2] } }, false)).toBe(false);
  expect(lacksReason({ ...draft, sent: [{ number: 7, lines: [2] }] }, false)).toBe(false);
});
