import type { Periods } from "@peerseal/sdk";
import type { RoundRow } from "../../store/rounds.js";

/** Windows of a round, first and last second, Unix time; null: not known yet. */
export type RoundClock = Readonly<
  Record<"panelFrom" | "revealFrom" | "revealUntil" | "replyFrom" | "replyUntil" | "appealUntil", number | null>
>;

const UNKNOWN: RoundClock = {
  panelFrom: null,
  revealFrom: null,
  revealUntil: null,
  replyFrom: null,
  replyUntil: null,
  appealUntil: null,
};

/** The windows of a round as its registry counts them (`contracts/round/Phases.sol`). */
export function clockOf(row: RoundRow, periods: Periods): RoundClock {
  const panelFrom = row.lastAppointedAt === 0 ? null : row.lastAppointedAt + periods.objection + 1;
  if (row.panelSetAt === 0) return { ...UNKNOWN, panelFrom };
  const isFormative = row.purpose === "formative";
  const revealFrom = isFormative ? null : revealsFrom(row);
  const revealUntil = revealFrom === null ? row.reviewUntilAt : revealFrom + periods.reveal;
  const replyFrom = completedAt(row) ?? revealUntil + 1;
  return {
    panelFrom,
    revealFrom,
    revealUntil,
    replyFrom,
    replyUntil: replyFrom + periods.reply,
    appealUntil: row.stage === "closed" && !isFormative ? row.endedAt + periods.appeal : null,
  };
}

/** From the last seal, or after the deadline for seals; anew when a seat is added. */
function revealsFrom(row: RoundRow): number {
  if (row.seatAskedAt > 0) return row.seatAskedAt;
  return row.sealedCount === row.firstPanelCount ? row.lastSealedAt : row.reviewUntilAt + 1;
}

/** When the last review came of those that were sealed or asked for; null: one is missing, or none was sealed. */
function completedAt(row: RoundRow): number | null {
  if (row.seatAskedAt > 0 && row.panelCount === row.firstPanelCount) return null;
  const awaited = row.purpose === "formative" ? row.panelCount : row.sealedCount + row.panelCount - row.firstPanelCount;
  if (awaited === 0 || row.submittedCount < awaited) return null;
  return Math.max(row.lastSubmittedAt, row.addedSubmittedAt);
}
