import { expect, test } from "vitest";
import { type ConcernStage, stageOf } from "./concern-stage.js";

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
