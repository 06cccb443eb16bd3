import type { wire } from "@peerseal/sdk";
import { nextStep } from "./round-clock.js";

/** Steps of a round in their order. */
export type StepName =
  | "opened"
  | "accepted"
  | "panel"
  | "sealed"
  | "revealed"
  | "submitted"
  | "replied"
  | "closed"
  | "decided";

/** One step: when it was done, or what is known of its window. Times in Unix seconds. */
export type RoundStepView = {
  readonly name: StepName;
  readonly state: "done" | "now" | "to-come" | "skipped";
  readonly doneAt: number | null;
  readonly from: number | null;
  readonly until: number | null;
};

type Seals = readonly Pick<wire.Seat, "flags" | "sealedAt">[];

/** Seats that seal: those of the panel that were not added later. */
export function sealing(seats: Seals): Seals {
  return seats.filter(({ flags }) => !flags.includes("excluded") && !flags.includes("added"));
}

/** When the last of them sealed; null: not all have. */
function allSealedAt(seats: Seals): number | null {
  const those = sealing(seats);
  const times = those.flatMap(({ sealedAt }) => sealedAt ?? []);
  return times.length > 0 && times.length === those.length ? Math.max(...times) : null;
}

/** What was done, what goes on and what is to come in a round, as the chain tells it. */
export function stepsOf(round: wire.RoundDetail, seats: Seals, now: number): RoundStepView[] {
  const isFormative = round.purpose === "formative";
  const isOver = round.stage === "closed" || round.stage === "abandoned";
  const { step } = nextStep(round, now);
  const isComplete = (count: number) => round.panelSetAt !== null && count >= round.panelCount && round.panelCount > 0;
  const doneAt: Readonly<Record<StepName, number | null>> = {
    opened: round.openedAt,
    accepted: round.acceptedAt,
    panel: round.panelSetAt,
    sealed: round.panelSetAt === null ? null : allSealedAt(seats),
    revealed: isComplete(round.submittedCount) ? (round.replyFrom ?? round.revealUntil) : null,
    submitted: isComplete(round.submittedCount) ? (round.replyFrom ?? round.reviewUntil) : null,
    replied: round.reply?.recorded.at ?? null,
    closed: round.stage === "closed" ? round.endedAt : null,
    decided: round.decisions[0]?.decidedAt ?? null,
  };
  const windows: Readonly<Partial<Record<StepName, readonly [number | null, number | null]>>> = {
    accepted: [null, round.reviewUntil],
    panel: [round.panelFrom, round.reviewUntil],
    sealed: [round.panelSetAt, round.reviewUntil],
    submitted: [round.panelSetAt, round.reviewUntil],
    revealed: [round.revealFrom, round.revealUntil],
    replied: [round.replyFrom, round.replyUntil],
    closed: [round.replyUntil, null],
  };
  const current = CURRENT[step];
  const names = isFormative ? FORMATIVE : SUMMATIVE;
  return names.map((name): RoundStepView => {
    const [from, until] = windows[name] ?? [null, null];
    const at = doneAt[name];
    const isNow = current === name || (current === "sealed" && name === "submitted");
    const state =
      at !== null
        ? "done"
        : isNow
          ? "now"
          : isOver && name !== "decided"
            ? "skipped"
            : isOver
              ? decidedState(round)
              : "to-come";
    return { name, state, doneAt: at, from, until };
  });
}

const SUMMATIVE = ["opened", "accepted", "panel", "sealed", "revealed", "replied", "closed", "decided"] as const;
const FORMATIVE = ["opened", "accepted", "panel", "submitted", "closed"] as const;
const CURRENT = {
  accept: "accepted",
  seats: "panel",
  seal: "sealed",
  reveal: "revealed",
  reply: "replied",
  close: "closed",
  over: null,
} as const;

/** A closed round waits for its decision; an abandoned one has none. */
function decidedState({ stage }: wire.Round): "now" | "skipped" {
  return stage === "closed" ? "now" : "skipped";
}
