import { expect, test } from "vitest";
import { deadlineOf, type Phase, phaseOf } from "./phase.js";

type Round = Parameters<typeof phaseOf>[0];
type Seat = Parameters<typeof phaseOf>[1];

const ROUND: Round = {
  stage: "reviewing",
  purpose: "summative",
  panelSetAt: 50,
  reviewUntil: 100,
  revealFrom: 101,
  revealUntil: 200,
  replyUntil: 300,
};
const SEAT: Seat = { flags: [], sealedAt: null, submittedAt: null, revisedAt: null };
const SEALED: Seat = { ...SEAT, sealedAt: 90 };
const REVEALED: Seat = { ...SEALED, submittedAt: 150 };

test.each<[Phase, Partial<Round>, Seat, number, number | null]>([
  ["prepare", { stage: "accepted", panelSetAt: null, revealFrom: null, revealUntil: null }, SEAT, 60, 100],
  ["write", {}, SEAT, 100, 100],
  ["missed", {}, SEAT, 101, null],
  ["wait", {}, SEALED, 100, 101],
  ["reveal", {}, SEALED, 101, 200],
  ["reveal", { revealFrom: 95 }, SEALED, 96, 200],
  ["lost", {}, SEALED, 201, null],
  ["lost", { stage: "closed" }, SEALED, 150, null],
  ["revise", {}, REVEALED, 300, 300],
  ["done", {}, REVEALED, 301, null],
  ["done", {}, { ...REVEALED, revisedAt: 160 }, 170, null],
  ["done", { stage: "closed" }, REVEALED, 160, null],
  ["done", { purpose: "formative" }, { ...SEAT, submittedAt: 90 }, 95, null],
  ["submit", { purpose: "formative", revealFrom: null, revealUntil: 100 }, SEAT, 60, 100],
  ["submit", {}, { ...SEAT, flags: ["added"] }, 199, 200],
  ["missed", {}, { ...SEAT, flags: ["added"] }, 201, null],
  ["excluded", {}, { ...SEAT, flags: ["objected", "excluded"] }, 60, null],
  ["ended", { stage: "abandoned" }, SEAT, 60, null],
])("%s: %o %o at %i", (phase, round, seat, now, deadline) => {
  expect(phaseOf({ ...ROUND, ...round }, seat, now)).toBe(phase);
  expect(deadlineOf({ ...ROUND, ...round }, seat, now)).toBe(deadline);
});
