import { encodeExecute, encodePropose, encodeVote, type Governance, type Hex, parseAddress } from "@peerseal/sdk";
import { AbiCoder, Interface } from "ethers";
import { expect, test } from "vitest";
import type { AccountAct } from "./account-act.js";
import { examine } from "./examine.js";
import type { GovernedBy } from "./governing.js";

const [GOVERNOR, TIMELOCK, ACCOUNT, ELSEWHERE] = ["a1", "b2", "c3", "d4"].map((byte) =>
  parseAddress(`0x${byte.repeat(20)}`),
) as [Address, Address, Address, Address];
type Address = ReturnType<typeof parseAddress>;

const GOVERNANCE: Governance = { chainId: 31337, governor: GOVERNOR, timelock: TIMELOCK };
const PROPOSAL = { calls: [{ to: ELSEWHERE, data: "0x12345678" as const }], description: "Why" };
const NOW = 1_900_000_000;
const [ONE, OTHER, STRANGER] = ["01", "02", "03"].map((byte): Hex => `0x${byte.repeat(84)}`) as [Hex, Hex, Hex];
const [GOOD, BAD] = ["0x600d", "0x0bad"] as const;

const CONTRACTS = new Interface([
  "function threshold() view returns (uint64)",
  "function getSigners(uint64 start, uint64 end) view returns (bytes[])",
  "function nonce() view returns (uint256)",
  "function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)",
]);

/** A chain with the account of two passkeys, whose next nonce is 7, and on which nothing was proposed. */
function by({ isAccount = true } = {}): GovernedBy {
  const call = async (_to: string, data: string): Promise<Hex> => {
    const asked = CONTRACTS.parseTransaction({ data });
    if (!isAccount || asked === null) return "0x";
    const answers: Readonly<Record<string, unknown>> = {
      threshold: 2n,
      getSigners: [ONE, OTHER],
      nonce: 7n,
      verify: data.includes(GOOD.slice(2)) ? asked.selector : "0xffffffff",
    };
    const { outputs } = asked.fragment;
    return AbiCoder.defaultAbiCoder().encode([...outputs], [answers[asked.name]]) as Hex;
  };
  const provider = { getLogs: async () => [] };
  const block = async () => ({ number: 9, time: NOW });
  // Of a connection only these are asked.
  const connection = { chainId: 31337, source: "test", call, provider, block } as unknown as GovernedBy["connection"];
  return { connection, fromBlock: 0, governing: { kind: "members", governance: GOVERNANCE } };
}

const ACT: AccountAct = {
  account: { chainId: 31337, address: ACCOUNT },
  call: encodePropose(GOVERNANCE, PROPOSAL),
  nonce: 7n,
  deadline: NOW,
  parts: [{ signer: ONE, signature: GOOD }],
};
const isVoter = (account: string) => account === ACCOUNT;
const examined = (change: Partial<AccountAct>, of = by()) =>
  examine({ ...ACT, ...change }, of, GOVERNANCE, { isVoter, now: NOW });

test("an act of the account is told by what its call does", async () => {
  expect(await examined({})).toEqual({
    act: ACT,
    holders: { signers: [ONE, OTHER], threshold: 2 },
    kind: "propose",
    support: null,
    proposal: PROPOSAL,
  });
});

test.each<readonly [string, Partial<AccountAct>]>([
  ["foreign", { account: { chainId: 1, address: ACCOUNT } }],
  ["noVoter", { account: { chainId: 31337, address: ELSEWHERE } }],
  ["unreadable", { call: encodeExecute(GOVERNANCE, PROPOSAL) }],
  ["unreadable", { call: { ...ACT.call, to: ELSEWHERE } }],
  ["over", { nonce: 6n }],
  ["over", { nonce: 8n }],
  ["late", { deadline: NOW - 1 }],
  ["wrongPart", { parts: [{ signer: ONE, signature: BAD }] }],
  ["wrongPart", { parts: [...ACT.parts, { signer: STRANGER, signature: GOOD }] }],
  ["noProposal", { call: encodeVote(GOVERNANCE, 5n, "for") }],
])("%s: it is not signed", async (fault, change) => {
  expect(await examined(change)).toBe(fault);
});

test("a voting account that no passkeys hold, such as a wallet, is not signed for", async () => {
  expect(await examined({}, by({ isAccount: false }))).toBe("noVoter");
});
