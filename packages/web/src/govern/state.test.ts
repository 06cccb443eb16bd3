import { type ProposalRecord, parseAddress } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { stateAt } from "./state.js";

const record = (more: Partial<ProposalRecord>): ProposalRecord => ({
  id: 1n,
  state: "active",
  proposer: parseAddress(`0x${"11".repeat(20)}`),
  snapshotAt: 100,
  votesUntil: 200,
  executableAt: null,
  votes: { for: 2, against: 1, abstain: 0 },
  quorum: 2,
  ...more,
});

test.each([
  ["before voting", { state: "pending" }, 100, "pending"],
  ["once voting began", { state: "pending" }, 101, "active"],
  ["nobody voted", { state: "pending" }, 201, "defeated"],
  ["in the last second", {}, 200, "active"],
  ["carried", {}, 201, "succeeded"],
  ["as many against", { votes: { for: 1, against: 1, abstain: 1 } }, 201, "defeated"],
  ["no quorum", { quorum: 3 }, 201, "defeated"],
  ["abstaining counts for the quorum", { quorum: 3, votes: { for: 2, against: 1, abstain: 1 } }, 201, "succeeded"],
  ["what is over stays over", { state: "executed" }, 999, "executed"],
] as const)("%s", (_name, more, now, expected) => {
  expect(stateAt(record(more), now)).toBe(expected);
});
