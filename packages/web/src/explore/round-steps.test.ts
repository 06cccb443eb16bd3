import type { wire } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { stepsOf } from "./round-steps.js";

const BASE = {
  purpose: "summative",
  stage: "reviewing",
  openedAt: 10,
  acceptedAt: 20,
  panelSetAt: 30,
  panelFrom: 25,
  panelCount: 3,
  sealedCount: 3,
  submittedCount: 1,
  reviewUntil: 100,
  revealFrom: 60,
  revealUntil: 200,
  replyFrom: null,
  replyUntil: null,
  endedAt: null,
  reply: null,
  decisions: [],
};
// Only what the steps ask of a round.
const round = (more: object) => ({ ...BASE, ...more }) as unknown as wire.RoundDetail;
const seat = (sealedAt: number | null, ...flags: wire.Seat["flags"]) => ({ sealedAt, flags });
const statesOf = (of: wire.RoundDetail, now: number, seats = [seat(50), seat(60), seat(55)]) =>
  Object.fromEntries(stepsOf(of, seats, now).map(({ name, state }) => [name, state]));

test("a sealed round is being revealed", () => {
  expect(statesOf(round({}), 70)).toEqual({
    opened: "done",
    accepted: "done",
    panel: "done",
    sealed: "done",
    revealed: "now",
    replied: "to-come",
    closed: "to-come",
    decided: "to-come",
  });
});

test("a closed round without reply waits for its decision", () => {
  const closed = round({ stage: "closed", endedAt: 400, submittedCount: 3, replyFrom: 150, replyUntil: 300 });
  expect(statesOf(closed, 500)).toMatchObject({ revealed: "done", replied: "skipped", closed: "done", decided: "now" });
});

test("an abandoned round reached no decision", () => {
  const abandoned = round({ stage: "abandoned", endedAt: 40, sealedCount: 0, submittedCount: 0 });
  expect(statesOf(abandoned, 500, [seat(35), seat(null)])).toMatchObject({
    panel: "done",
    sealed: "skipped",
    closed: "skipped",
    decided: "skipped",
  });
});

test("neither who was left out nor who was added later seals", () => {
  const added = round({ submittedCount: 4, panelCount: 4, replyFrom: 150, replyUntil: 300 });
  const seats = [seat(50), seat(null, "objected", "excluded"), seat(60), seat(null, "added")];
  expect(statesOf(added, 160, seats)).toMatchObject({ sealed: "done", revealed: "done", replied: "now" });
  expect(stepsOf(added, seats, 160).find(({ name }) => name === "sealed")?.doneAt).toBe(60);
});

test("a formative round has no seals and no decision", () => {
  expect(Object.keys(statesOf(round({ purpose: "formative" }), 50))).toEqual([
    "opened",
    "accepted",
    "panel",
    "submitted",
    "closed",
  ]);
});
