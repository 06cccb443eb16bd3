import { BASELINE_RUBRIC, parseDocument, parseRoundId, type SeatRole, unpackRatings } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { byCategory } from "./conflicts.js";
import { type Draft, emptyDraft, type RatingDraft, withRating } from "./draft.js";
import { draftOf } from "./draft-of.js";
import { checkDraft } from "./review-document.js";
import { criteriaFor, type Task } from "./task.js";

const ROUND = parseRoundId(`0x${"ab".repeat(32)}`);
const NOT_FOR_ROLE = "Not for this role.";

function taskOf(role: SeatRole, more: Partial<Task> = {}): Task {
  return { round: ROUND, seat: 2, role, route: "panel", isFormative: false, rubric: BASELINE_RUBRIC, ...more };
}

const MET: Partial<RatingDraft> = { choice: 2, confidence: "high" };

/** A draft with level 2 for everything that is asked. */
function full(task: Task): Draft {
  const begun: Draft = {
    ...emptyDraft("en"),
    conflicts: byCategory(() => ({ declared: false, text: "" })),
    strengths: [" Clear aims. ", ""],
    minutesSpent: "95",
    ai: { used: false, text: "" },
  };
  return criteriaFor(task).reduce((draft, { id }) => withRating(draft, id, MET), begun);
}

function faultsOf(draft: Draft, task: Task) {
  const checked = checkDraft(draft, task, NOT_FOR_ROLE);
  return checked.state === "complete" ? [] : checked.findings.map(({ field, fault }) => `${field}: ${fault}`);
}

test("a full draft is a document that the SDK takes, with its ratings in the rubric's order", () => {
  const task = taskOf("learner");
  const checked = checkDraft(full(task), task, NOT_FOR_ROLE);
  if (checked.state !== "complete") throw new Error(JSON.stringify(checked.findings));
  expect(parseDocument(checked.document)).toEqual(checked.document);
  expect(checked.document.strengths).toEqual(["Clear aims."]);
  const levels = unpackRatings(BigInt(checked.ratings), BASELINE_RUBRIC.criteria.length);
  expect(levels).toEqual(BASELINE_RUBRIC.criteria.map(({ ratedBy }) => (ratedBy.includes("learner") ? 2 : null)));
  const left = checked.document.ratings.filter(({ level }) => level === null);
  expect(left).toEqual([{ criterion: "C1", level: null, reason: NOT_FOR_ROLE }]);
});

test("a document as a draft gives the same document again", () => {
  const task = taskOf("subject-expert");
  const evidence = [{ path: "slides.pdf", location: "page 3", text: "Nothing is said." }];
  const draft = withRating(full(task), "N1", { choice: 0, comment: "No need is named.", evidence });
  const checked = checkDraft(draft, task, NOT_FOR_ROLE);
  if (checked.state !== "complete") throw new Error(JSON.stringify(checked.findings));
  expect(checkDraft(draftOf(checked.document), task, NOT_FOR_ROLE)).toEqual(checked);
});

test("an empty draft misses every criterion, every tie, the minutes and the use of AI", () => {
  const task = taskOf("learner");
  const faults = faultsOf(emptyDraft("en"), task);
  expect(faults).toContain("rating.N1.choice: missing");
  expect(faults).toContain("conflict.family: missing");
  expect(faults).toContain("minutes: number");
  expect(faults).toContain("ai: missing");
  expect(faults).not.toContain("rating.C1.choice: missing");
});

test.each<[string, Partial<RatingDraft>, string[]]>([
  ["level 0 without comment and place", { choice: 0, confidence: "low" }, ["comment: missing", "evidence: missing"]],
  [
    "level 1 with half a place",
    { choice: 1, confidence: "low", comment: "x", evidence: [{ path: "a", location: "", text: "b" }] },
    ["evidence.0.location: missing"],
  ],
  [
    "a place of two lines",
    { choice: 1, confidence: "low", comment: "x", evidence: [{ path: "a", location: "b\nc", text: "d" }] },
    ["evidence.0.location: one-line"],
  ],
  ["a level without confidence", { choice: 3 }, ["confidence: missing"]],
  ["no judgement without a reason", { choice: "cannot", reason: "  " }, ["reason: missing"]],
  [
    "a comment beyond all bounds",
    { choice: 2, confidence: "high", comment: "x".repeat(20_001) },
    ["comment: too-long"],
  ],
  ["no choice at all", { choice: null, confidence: "high", comment: "x" }, ["choice: missing"]],
])("%s is told at its field", (_, change, expected) => {
  const task = taskOf("subject-expert");
  const untouched: RatingDraft = { choice: null, reason: "", confidence: null, comment: "", evidence: [] };
  const draft = withRating(full(task), "N1", { ...untouched, ...change });
  expect(faultsOf(draft, task)).toEqual(expected.map((one) => `rating.N1.${one}`));
});

test("a practitioner cannot leave out what the contract asks of practitioners", () => {
  const task = taskOf("practitioner");
  const draft = withRating(full(task), "A1", { choice: "cannot", reason: "I saw no exam." });
  expect(faultsOf(draft, task)).toEqual(["rating.A1.choice: must-rate"]);
  const expert = taskOf("subject-expert");
  expect(faultsOf(withRating(full(expert), "A1", { choice: "cannot", reason: "I saw no exam." }), expert)).toEqual([]);
});

test("texts are brought into the form that documents have", () => {
  const task = taskOf("learner");
  const draft = withRating(full(task), "N1", { ...MET, comment: "  Cafe\u0301\u0000 \ud800 " });
  const checked = checkDraft(draft, task, NOT_FOR_ROLE);
  if (checked.state !== "complete") throw new Error(JSON.stringify(checked.findings));
  expect(checked.document.ratings[0]).toMatchObject({ comment: "Caf\u00e9 \ufffd" });
});

test("a rapid review holds the five criteria of its route and nothing else", () => {
  const task = taskOf("learner", { route: "rapid" });
  const checked = checkDraft(full(task), task, NOT_FOR_ROLE);
  if (checked.state !== "complete") throw new Error(JSON.stringify(checked.findings));
  expect(checked.document.ratings.map(({ criterion }) => criterion)).toEqual(["N1", "D1", "C1", "A1", "L1"]);
});

test("advice needs no judgement of every criterion, and carries no ratings", () => {
  const task = taskOf("learner", { isFormative: true });
  const draft = { ...full(task), ratings: {} };
  const checked = checkDraft(draft, task, NOT_FOR_ROLE);
  expect(checked).toMatchObject({ state: "complete", ratings: "0", document: { ratings: [] } });
});
