import { BASELINE_RUBRIC, digestOf, parseRoundId, sealCommitment } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { bibtexOf } from "./citation.js";
import { compare } from "./comparison.js";
import { byCategory } from "./conflicts.js";
import { type Draft, emptyDraft, withRating } from "./draft.js";
import { makeReady, opensSeal, reviewMessage, sealMessage } from "./ready.js";
import { checkDraft } from "./review-document.js";
import { criteriaFor, minutesExpected, type Task } from "./task.js";
import { readWorkFile, writeWorkFile } from "./work.js";

const round = parseRoundId(`0x${"ab".repeat(32)}`);
const salt = Uint8Array.from({ length: 32 }, (_, i) => i);
const task: Task = {
  round,
  seat: 1,
  role: "learner",
  route: "panel",
  isFormative: false,
  rubric: BASELINE_RUBRIC,
};

function readyOf(of: Task) {
  const begun: Draft = {
    ...emptyDraft("en"),
    conflicts: byCategory(() => ({ declared: false, text: "" })),
    minutesSpent: "60",
    ai: { used: false, text: "" },
  };
  const draft = criteriaFor(of).reduce((d, { id }) => withRating(d, id, { choice: 2, confidence: "high" }), begun);
  const checked = checkDraft(draft, of, "Not for this role.");
  if (checked.state !== "complete") throw new Error(JSON.stringify(checked.findings));
  return { draft, ready: makeReady(checked, of, salt) };
}

test("a review that was made ready opens the seal that was made of it, and no other", () => {
  const { ready } = readyOf(task);
  const { commitment } = sealMessage(task, ready);
  expect(ready.reviewDigest).toBe(digestOf(ready.document));
  expect(commitment).toBe(sealCommitment({ round, seat: 1, ...ready }));
  expect(opensSeal(task, ready, commitment)).toBe(true);
  expect(opensSeal(task, { ...ready, salt: `0x${"00".repeat(32)}` }, commitment)).toBe(false);
  expect(opensSeal({ round, seat: 2 }, ready, commitment)).toBe(false);
  expect(reviewMessage(task, ready, { sequence: 1, isSealed: true }).salt).toBe(ready.salt);
  expect(reviewMessage(task, ready, { sequence: 2, isSealed: false }).salt).toBe(`0x${"00".repeat(32)}`);
});

test("advice has a digest that its text alone does not give", () => {
  const { ready } = readyOf({ ...task, isFormative: true });
  expect(ready.ratings).toBe("0");
  expect(ready.reviewDigest).not.toBe(digestOf(ready.document));
});

test("a file of a seat's work is read as it was written", () => {
  const { draft, ready } = readyOf(task);
  const file = { round, seat: 1, sequence: 1, draft, ready, signed: null } as const;
  expect(readWorkFile(writeWorkFile(file))).toEqual(file);
});

test.each([
  ["no JSON", "{"],
  ["another schema", '{"schema":"peerseal.receipt/1"}'],
  ["a draft that is none", `{"schema":"peerseal.review-work/1","round":"${round}","seat":1,"draft":7}`],
])("%s is no such file", (_, text) => {
  expect(readWorkFile(text)).toBeNull();
});

test("a file with a document that is no review is refused", () => {
  const { draft, ready } = readyOf(task);
  const document = { ...ready.document, minutesSpent: -1 };
  const text = writeWorkFile({ round, seat: 1, sequence: 1, draft, ready: { ...ready, document }, signed: null });
  expect(readWorkFile(text)).toBeNull();
});

test("what a file holds beyond a draft's form is left out", () => {
  const { draft } = readyOf(task);
  const file = { round, seat: 1, sequence: 2, draft: { ...draft, ratings: { N1: { choice: 9, evidence: "x" } } } };
  const read = readWorkFile(JSON.stringify({ schema: "peerseal.review-work/1", ...file }));
  expect(read?.draft.ratings.N1).toEqual({ choice: null, reason: "", confidence: null, comment: "", evidence: [] });
  expect(read?.sequence).toBe(2);
});

test("own levels stand against the latest of the others, with how far they are apart", () => {
  const review = (seat: number, sequence: number, level: number | null) => ({
    seat,
    role: "learner" as const,
    institution: 3,
    sequence,
    reviewDigest: round,
    ratings: "0",
    levels: [level, null],
    document: null,
    recorded: { block: 1, transaction: round, at: 1 },
  });
  const criteria = BASELINE_RUBRIC.criteria.slice(0, 2);
  const rows = compare(criteria, [review(1, 1, 3), review(0, 1, 3), review(0, 2, 1), review(2, 1, null)], 1);
  expect(rows.map(({ criterion, own, others, distance }) => [criterion.id, own, others, distance])).toEqual([
    [
      "N1",
      3,
      [
        { seat: 0, level: 1, said: null, language: null },
        { seat: 2, level: null, said: null, language: null },
      ],
      2,
    ],
  ]);
});

test("a citation names the institution and the seat, and harms no TeX", () => {
  const entry = bibtexOf({
    title: "Review: R&D_1 {50 %}",
    round,
    seat: 1,
    institution: "Tosa Bay Nursing College",
    at: 1_764_115_200,
    digest: round,
    url: "https://registry.example/rounds/1",
    language: "en",
  });
  expect(entry).toContain("@misc{peerseal-abababab-1,");
  expect(entry).toContain("author = {{Tosa Bay Nursing College}}");
  expect(entry).toContain("title = {Review: R\\&D\\_1 \\{50 \\%\\}}");
  expect(entry).toContain("date = {2025-11-26}");
});

test("minutes expected grow with criteria and course, in quarters of an hour", () => {
  expect(minutesExpected(17, 180)).toBe(135);
  expect(minutesExpected(5, 60)).toBe(60);
  expect(minutesExpected(17, 60_000)).toBe(225);
});
