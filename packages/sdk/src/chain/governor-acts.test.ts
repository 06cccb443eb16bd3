import { expect, test } from "vitest";
import { parseAddress } from "../core/ids.js";
import { encodeCancel, encodeExecute, encodePropose, encodeVote, type Governance, proposalId } from "./governance.js";
import { decodeGovernorAct } from "./governor-acts.js";

const GOVERNOR = parseAddress(`0x${"a1".repeat(20)}`);
const ELSEWHERE = parseAddress(`0x${"b2".repeat(20)}`);
const GOVERNANCE: Governance = { chainId: 1, governor: GOVERNOR, timelock: ELSEWHERE };
const PROPOSAL = { calls: [{ to: ELSEWHERE, data: "0x12345678" }], description: "Why 何" } as const;

test("a vote, a proposal and its taking back are told as what they are", () => {
  const id = proposalId(PROPOSAL);
  expect(decodeGovernorAct(GOVERNOR, encodeVote(GOVERNANCE, id, "abstain"))).toEqual({
    kind: "vote",
    proposal: id,
    support: "abstain",
  });
  expect(decodeGovernorAct(GOVERNOR, encodePropose(GOVERNANCE, PROPOSAL))).toEqual({
    kind: "propose",
    proposal: PROPOSAL,
  });
  expect(decodeGovernorAct(GOVERNOR, encodeCancel(GOVERNANCE, PROPOSAL))).toEqual({ kind: "cancel", proposal: id });
});

test("what is another call, goes elsewhere, or hides bytes is told as nothing", () => {
  const vote = encodeVote(GOVERNANCE, 7n, "for");
  expect(decodeGovernorAct(ELSEWHERE, vote)).toBeNull();
  expect(decodeGovernorAct(GOVERNOR, encodeExecute(GOVERNANCE, PROPOSAL))).toBeNull();
  expect(decodeGovernorAct(GOVERNOR, { to: GOVERNOR, data: `${vote.data}00` })).toBeNull();
  expect(decodeGovernorAct(GOVERNOR, { to: GOVERNOR, data: vote.data.slice(0, -2) as `0x${string}` })).toBeNull();
  const unknown = vote.data.replace(/1$/, "3") as `0x${string}`;
  expect(decodeGovernorAct(GOVERNOR, { to: GOVERNOR, data: unknown })).toBeNull();
  // The first value of a proposal, the word behind the length of its list.
  const { data } = encodePropose(GOVERNANCE, PROPOSAL);
  const values = 10 + 64 * 8;
  const paying = `${data.slice(0, values - 1)}1${data.slice(values)}` as `0x${string}`;
  expect(paying.length).toBe(data.length);
  expect(decodeGovernorAct(GOVERNOR, { to: GOVERNOR, data: paying })).toBeNull();
});
