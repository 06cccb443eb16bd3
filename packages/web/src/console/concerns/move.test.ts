import { describe, expect, test } from "vitest";
import { type ConcernMove, moveOf } from "./move.js";

const FILED = { filedBy: 2, admittedBy: null, admittedAt: null, closings: [], closedAt: null, decidedAt: null };
const OPEN = { ...FILED, admittedBy: 3, admittedAt: 100 };
const ONE = { ...OPEN, closings: [{ institution: 2, document: "0xaa" as const, at: 150 }] };
const SETTLED = { ...ONE, closedAt: 200 };

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
