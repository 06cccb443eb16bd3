import { describe, expect, test } from "vitest";
import { type ConcernMove, type ConcernStage, moveOf, stageOf } from "./stage.js";

const FILED = { filedBy: 2, admittedBy: null, admittedAt: null, closings: [], closedAt: null };
const OPEN = { ...FILED, admittedBy: 3, admittedAt: 100 };
const ONE = { ...OPEN, closings: [{ institution: 2, document: "0xaa" as const, at: 150 }] };
const SETTLED = { ...ONE, closedAt: 200 };
const decision = { listed: true, rescindedAt: null, decidedAt: 101 };

test.each<[string, Parameters<typeof stageOf>, ConcernStage]>([
  ["nobody else stands behind it", [FILED, [decision]], "filed"],
  ["two do", [OPEN, []], "open"],
  ["one finds it settled", [ONE, []], "settling"],
  ["both do", [SETTLED, []], "settled"],
  ["a later result", [ONE, [decision]], "decided"],
  ["a result before", [OPEN, [{ ...decision, decidedAt: 100 }]], "open"],
  ["a result that was taken back", [OPEN, [{ ...decision, rescindedAt: 120 }]], "open"],
  ["a result by another rubric", [OPEN, [{ ...decision, listed: false }]], "open"],
])("stage: %s", (_, given, stage) => {
  expect(stageOf(...given)).toBe(stage);
});

describe("moves", () => {
  test.each<[string, Parameters<typeof moveOf>, ConcernMove]>([
    ["another member admits", [FILED, "filed", 3, false], "admit"],
    ["unless it has a tie", [FILED, "filed", 1, true], "tied"],
    ["who filed waits", [FILED, "filed", 2, false], "await-second"],
    ["each of the two settles", [OPEN, "open", 3, false], "settle"],
    ["the other one too", [ONE, "settling", 3, false], "settle"],
    ["once", [ONE, "settling", 2, false], "await-other"],
    ["nobody else", [OPEN, "open", 4, false], "none"],
    ["nothing is left", [SETTLED, "settled", 3, false], "none"],
    ["nothing after a result", [OPEN, "decided", 3, false], "none"],
  ])("%s", (_, given, move) => {
    expect(moveOf(...given)).toBe(move);
  });
});
