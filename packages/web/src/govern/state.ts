import type { ProposalRecord, ProposalState } from "@peerseal/sdk";

/**
 * State of a proposal at a time (Unix seconds), as its next act will find it. The chain tells that of its newest block,
 * and a quiet chain may have had none since voting began or ended.
 */
export function stateAt({ state, snapshotAt, votesUntil, votes, quorum }: ProposalRecord, now: number): ProposalState {
  if (state === "pending" && now > snapshotAt) return now > votesUntil ? "defeated" : "active";
  if (state !== "active" || now <= votesUntil || quorum === null) return state;
  return votes.for > votes.against && votes.for + votes.abstain >= quorum ? "succeeded" : "defeated";
}
