import type { wire } from "@peerseal/sdk";

/** What a round waits for. */
export type RoundStep = "accept" | "seats" | "seal" | "reveal" | "reply" | "close" | "over";

/** What comes next in a round, and the last second for it (Unix seconds); null: no limit is known. */
export type NextStep = { readonly step: RoundStep; readonly until: number | null };

/** What a round waits for at a time. Windows that are over pass on to the next, as in the contract. */
export function nextStep(round: wire.Round, now: number): NextStep {
  const { stage, purpose, reviewUntil, revealFrom, revealUntil, replyFrom, replyUntil } = round;
  if (stage === "closed" || stage === "abandoned" || stage === "none") return { step: "over", until: null };
  if (now > reviewUntil && stage !== "reviewing") return { step: "close", until: null };
  if (stage === "opened") return { step: "accept", until: reviewUntil };
  if (stage === "accepted") return { step: "seats", until: reviewUntil };
  if (replyUntil !== null && now > replyUntil) return { step: "close", until: null };
  if (replyFrom !== null && now >= replyFrom) return { step: "reply", until: replyUntil };
  if (purpose === "summative" && revealFrom !== null && now >= revealFrom)
    return { step: "reveal", until: revealUntil };
  return { step: "seal", until: reviewUntil };
}
