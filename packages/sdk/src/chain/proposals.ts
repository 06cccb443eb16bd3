import { type Interface, id } from "ethers";
import { PeersealError } from "../core/errors.js";
import { isHex20 } from "../core/hex.js";
import { parseAddress } from "../core/ids.js";
import type { Address, Hex } from "../core/types.js";
import type { NetworkConnection } from "./connect.js";
import { InstitutionGovernor__factory as Governor } from "./generated/factories/governance/InstitutionGovernor__factory.js";
import { type Governance, openGovernance, type Proposal, type Support } from "./governance.js";
import { findLogs } from "./log-search.js";
import { readGovernance } from "./read.js";

const GOVERNOR: Interface = Governor.createInterface();
/** Of OpenZeppelin's AccessControl, and the role of its TimelockController that proposes. */
const ROLE_GRANTED = id("RoleGranted(bytes32,address,address)");
const PROPOSER_ROLE = id("PROPOSER_ROLE");
const SUPPORTS: readonly Support[] = ["against", "for", "abstain"];

/** Who governs a network: its members by votes, or one account, which may be a wallet contract such as a Safe. */
export type Governing =
  | { readonly kind: "members"; readonly governance: Governance }
  | { readonly kind: "account"; readonly account: Address; readonly isContract: boolean };

/** One vote, as it was cast. */
export type CastVote = { readonly voter: Address; readonly support: Support; readonly reason: string; readonly at: At };
/** Where the chain recorded something. */
type At = { readonly block: number; readonly transaction: Hex };

/** A proposal as it was made, with the votes cast. `readProposal` tells how it stands. */
export type ProposalFound = Proposal & {
  readonly id: bigint;
  readonly proposer: Address;
  readonly proposed: At;
  readonly cast: readonly CastVote[];
};

type Reader = Pick<NetworkConnection, "block" | "call" | "chainId" | "contracts" | "provider" | "source">;
/** Where to begin looking; 0 unless given. */
type Since = { readonly fromBlock?: number };

/**
 * Finds out who governs a network from the registries alone: they name one account for ever. Where that is a timelock
 * whose proposer is a governor of these members, they govern; otherwise the account does by itself.
 *
 * @throws PeersealError `chain-unreachable`
 */
export async function findGovernance(reader: Reader, { fromBlock = 0 }: Since = {}): Promise<Governing> {
  const signer = await readGovernance(reader);
  const account = parseAddress(`0x${signer.slice(26)}`);
  const code = await reader.provider.getCode(account);
  if (code === "0x") return { kind: "account", account, isContract: false };
  const granted = await findLogs(reader, { address: account, topics: [ROLE_GRANTED, PROPOSER_ROLE] }, fromBlock);
  // A successor is granted the role later, so the newest one that governs is it.
  for (const { topics } of granted.reverse()) {
    const proposer = addressOf(topics[2]);
    const governance = proposer === null ? null : await governanceOf(reader, proposer);
    if (governance !== null) return { kind: "members", governance };
  }
  return { kind: "account", account, isContract: true };
}

/**
 * Every proposal that was made to a governor, newest first, with the votes cast on each.
 *
 * @throws PeersealError `chain-unreachable`
 */
export async function listProposals(
  reader: Reader,
  { governor }: Governance,
  { fromBlock = 0 }: Since = {},
): Promise<ProposalFound[]> {
  const topics = [[topicOf("ProposalCreated"), topicOf("VoteCast"), topicOf("VoteCastWithParams")]];
  const logs = await findLogs(reader, { address: governor, topics }, fromBlock);
  const proposals: ProposalFound[] = [];
  const votes = new Map<bigint, CastVote[]>();
  for (const log of logs) {
    const at = { block: log.blockNumber, transaction: hex(log.transactionHash) };
    const found = GOVERNOR.parseLog(log);
    if (found === null) continue;
    const { args } = found;
    const proposal = BigInt(args.proposalId);
    const cast = votes.get(proposal) ?? [];
    votes.set(proposal, cast);
    if (found.name === "ProposalCreated") {
      const targets: readonly string[] = args.targets;
      const data: readonly string[] = args.calldatas;
      const calls = targets.map((to, i) => ({ to: parseAddress(to), data: hex(data[i] ?? "0x") }));
      const proposer = parseAddress(args.proposer);
      proposals.push({ id: proposal, proposer, calls, description: String(args.description), proposed: at, cast });
    } else {
      const support = SUPPORTS[Number(args.support)];
      if (support !== undefined) {
        cast.push({ voter: parseAddress(args.voter), support, reason: String(args.reason), at });
      }
    }
  }
  return proposals.reverse();
}

async function governanceOf(reader: Reader, governor: Address): Promise<Governance | null> {
  try {
    return await openGovernance(reader, governor);
  } catch (error) {
    if (error instanceof PeersealError && error.code === "network-missing") return null;
    throw error;
  }
}

function addressOf(topic: string | undefined): Address | null {
  const text = `0x${topic?.slice(26) ?? ""}`.toLowerCase();
  return isHex20(text) ? parseAddress(text) : null;
}

function topicOf(event: string): string {
  const found = GOVERNOR.getEvent(event);
  if (found === null) throw new TypeError(`The governor has no event ${event}.`);
  return found.topicHash;
}

const hex = (text: string): Hex => `0x${text.slice(2).toLowerCase()}`;
