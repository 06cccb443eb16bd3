import { expect, test } from "vitest";
import { type ConcernFacts, type ConcernStage, stageOf } from "./concern-stage.js";

const FILED = { filedBy: 2, admittedBy: null, admittedAt: null, closings: [], closedAt: null, decidedAt: null };
const OPEN = { ...FILED, admittedBy: 3, admittedAt: 100 };
const ONE = { ...OPEN, closings: [{ institution: 2, document: "0xaa" as const, at: 150 }] };

test.each<[string, ConcernFacts, ConcernStage]>([
  ["nobody else stands behind it", FILED, "filed"],
  ["two do", OPEN, "open"],
  ["one finds it settled", ONE, "settling"],
  ["both do", { ...ONE, closedAt: 200 }, "settled"],
  ["a later result", { ...ONE, decidedAt: 101 }, "decided"],
  ["both do, and a later result", { ...ONE, closedAt: 200, decidedAt: 250 }, "settled"],
])("stage: %s", (_, given, stage) => {
  expect(stageOf(given)).toBe(stage);
});
