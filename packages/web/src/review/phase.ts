import type { wire } from "@peerseal/sdk";

/**
 * Where a seat stands, and so what its reviewer can do:
 * `prepare` the panel is not set yet; `write` until the deadline; `submit` the same where nothing is sealed (advice, an
 * added seat); `wait` sealed, others are not; `reveal`; `revise` once; `done`; `missed` nothing was sealed in time; `lost`
 * sealed and not revealed in time; `excluded` left out of the panel; `ended` the round ended before.
 */
export type Phase =
  | "prepare"
  | "write"
  | "submit"
  | "wait"
  | "reveal"
  | "revise"
  | "done"
  | "missed"
  | "lost"
  | "excluded"
  | "ended";

type Round = Pick<
  wire.Round,
  "stage" | "purpose" | "reviewUntil" | "revealFrom" | "revealUntil" | "replyUntil" | "panelSetAt"
>;
type Seat = Pick<wire.Seat, "flags" | "sealedAt" | "submittedAt" | "revisedAt">;

/** @param now Unix seconds. */
export function phaseOf(round: Round, seat: Seat, now: number): Phase {
  if (seat.submittedAt !== null) return afterReview(round, seat, now);
  if (seat.flags.includes("excluded")) return "excluded";
  if (round.stage === "closed" || round.stage === "abandoned") return seat.sealedAt === null ? "ended" : "lost";
  const isOpen = round.purpose === "formative" || seat.flags.includes("added");
  if (isOpen) return openPhase(round, seat, now);
  if (seat.sealedAt !== null) return sealedPhase(round, now);
  if (now > round.reviewUntil) return "missed";
  return round.panelSetAt === null ? "prepare" : "write";
}

function afterReview(round: Round, { revisedAt }: Seat, now: number): Phase {
  const isOver = round.stage !== "reviewing" || round.replyUntil === null || now > round.replyUntil;
  return revisedAt !== null || isOver || round.purpose === "formative" ? "done" : "revise";
}

function openPhase(round: Round, seat: Seat, now: number): Phase {
  const until = seat.flags.includes("added") ? round.revealUntil : round.reviewUntil;
  if (until !== null && now > until) return "missed";
  return round.panelSetAt === null ? "prepare" : "submit";
}

function sealedPhase({ revealFrom, revealUntil }: Round, now: number): Phase {
  if (revealFrom === null || revealUntil === null || now < revealFrom) return "wait";
  return now > revealUntil ? "lost" : "reveal";
}

/** The second by which the next step must be done; null: there is none. */
export function deadlineOf(round: Round, seat: Seat, now: number): number | null {
  switch (phaseOf(round, seat, now)) {
    case "prepare":
    case "write":
      return round.reviewUntil;
    case "submit":
      return seat.flags.includes("added") ? round.revealUntil : round.reviewUntil;
    case "wait":
      return round.revealFrom;
    case "reveal":
      return round.revealUntil;
    case "revise":
      return round.replyUntil;
    default:
      return null;
  }
}

/** The three heaps of a reviewer's list. */
export function heapOf(phase: Phase): "progress" | "done" {
  return ["prepare", "write", "submit", "wait", "reveal", "revise"].includes(phase) ? "progress" : "done";
}
