import type { wire } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { nextStep } from "./round-clock.js";

const TIMES = {
  purpose: "summative",
  reviewUntil: 100,
  revealFrom: 101,
  revealUntil: 200,
  replyFrom: 201,
  replyUntil: 300,
} as const;
// Only what the clock of a round asks of it.
const round = (stage: wire.Round["stage"], more: Partial<wire.Round> = {}) =>
  ({ ...TIMES, stage, ...more }) as wire.Round;

test.each([
  ["opened", 50, "accept", 100],
  ["accepted", 50, "seats", 100],
  ["reviewing", 50, "seal", 100],
  ["reviewing", 150, "reveal", 200],
  ["reviewing", 250, "reply", 300],
  ["reviewing", 301, "close", null],
  ["opened", 101, "close", null],
  ["closed", 50, "over", null],
  ["abandoned", 50, "over", null],
] as const)("a round that is %s waits at %i to %s", (stage, now, step, until) => {
  expect(nextStep(round(stage), now)).toEqual({ step, until });
});

test("a formative round reveals nothing, and what is not known yet is no window", () => {
  expect(nextStep(round("reviewing", { purpose: "formative" }), 150).step).toBe("seal");
  expect(nextStep(round("reviewing", { revealFrom: null, replyFrom: null, replyUntil: null }), 50).step).toBe("seal");
});
