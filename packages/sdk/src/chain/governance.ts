import { AbiCoder, type Interface, id, keccak256, TypedDataEncoder } from "ethers";
import type { ActionMessage, ActionName, SignedAction } from "../core/actions.js";
import { domainOf } from "../core/eip712.js";
import { PeersealError } from "../core/errors.js";
import { toHex } from "../core/hex.js";
import { parseAddress } from "../core/ids.js";
import type { Address, Hex } from "../core/types.js";
import { type ActionSigner, type Call, encodeAction } from "./actions.js";
import type { NetworkConnection, NetworkContracts } from "./connect.js";
import { InstitutionGovernor__factory as Governor } from "./generated/factories/governance/InstitutionGovernor__factory.js";
import { namedRevert } from "./governance-errors.js";
import { readGovernance } from "./read.js";
import { type Sender, sendCall } from "./send.js";

const GOVERNOR: Interface = Governor.createInterface();

const BALLOT = {
  Ballot: [
    { name: "proposalId", type: "uint256" },
    { name: "support", type: "uint8" },
    { name: "voter", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
};
/** What a vote says, in the order of OpenZeppelin's GovernorCountingSimple. */
const SUPPORTS = ["against", "for", "abstain"] as const;
/** In the order of OpenZeppelin's IGovernor. */
const STATES = ["pending", "active", "canceled", "defeated", "succeeded", "queued", "expired", "executed"] as const;

/** What a vote says. */
export type Support = (typeof SUPPORTS)[number];
/** State of a proposal; `succeeded` waits to be queued, `queued` for the end of its notice. */
export type ProposalState = (typeof STATES)[number];

/** How a network is governed by its members. */
export type Governance = {
  readonly chainId: number;
  readonly governor: Address;
  /** The account that acts for the members; signer of their acts. */
  readonly timelock: Address;
};

/** What members vote on: calls that the timelock makes together, and why. */
export type Proposal = { readonly calls: readonly Call[]; readonly description: string };

/** What the governor knows of a proposal. Times in Unix seconds. */
export type ProposalRecord = {
  readonly id: bigint;
  readonly state: ProposalState;
  readonly proposer: Address;
  /** Votes count as of this second; voting begins in the next. */
  readonly snapshotAt: number;
  /** Last second of voting. */
  readonly votesUntil: number;
  /** When it may be executed; null unless queued. */
  readonly executableAt: number | null;
  /** Institutions by what they voted. */
  readonly votes: Readonly<Record<Support, number>>;
  /** Institutions that must vote for or abstain; null until voting begins. */
  readonly quorum: number | null;
};

type Reader = Pick<NetworkConnection, "call" | "chainId" | "contracts">;

/**
 * Finds out how a network is governed, and that its registries and this governor name each other.
 *
 * @param governor from the network's deployment file.
 * @throws PeersealError `network-missing` for another network's governor, or none; `chain-unreachable`.
 */
export async function openGovernance(reader: Reader, governor: Address): Promise<Governance> {
  const [timelock, members] = await Promise.all([
    ask(reader, governor, "timelock", []).then(([address]) => parseAddress(String(address))),
    ask(reader, governor, "members", []).then(([address]) => parseAddress(String(address))),
  ]).catch((cause) => {
    if (cause instanceof PeersealError && cause.code === "chain-unreachable") throw cause;
    throw missing(governor, cause);
  });
  const governance = await readGovernance(reader);
  if (members !== reader.contracts.institutions || governance !== `0x${"0".repeat(24)}${timelock.slice(2)}`) {
    throw missing(governor);
  }
  return { chainId: reader.chainId, governor, timelock };
}

/**
 * The call of an act of governance, such as `Admit`, `SetStanding` or `ListRubric`, for a proposal.
 *
 * @param options.deadline last second, Unix time, in which it may be executed: the expiry of what is carried.
 */
export function governanceCall<N extends ActionName>(
  governance: Governance,
  network: NetworkContracts,
  action: N,
  message: ActionMessage<N>,
  options: { readonly deadline: number },
): Call {
  const authorization = { signer: governance.timelock, deadline: options.deadline, signature: "0x" };
  // The compiler cannot see that a conditional type of a type parameter is this object.
  return encodeAction(network, { action, message, authorization } as unknown as SignedAction);
}

/** Id of a proposal: it follows from the calls and the description alone. */
export function proposalId(proposal: Proposal): bigint {
  const types = ["address[]", "uint256[]", "bytes[]", "bytes32"];
  return BigInt(keccak256(AbiCoder.defaultAbiCoder().encode(types, [...parts(proposal), id(proposal.description)])));
}

/** The transaction that proposes. It is sent by a voting member's account: its own, or by `signExecution`. */
export function encodePropose({ governor }: Governance, proposal: Proposal): Call {
  return {
    to: governor,
    data: toHex(GOVERNOR.encodeFunctionData("propose", [...parts(proposal), proposal.description])),
  };
}

/** The transaction that queues what was carried, so that its notice begins. Anyone may send it. */
export const encodeQueue = (governance: Governance, proposal: Proposal): Call => onHash(governance, "queue", proposal);

/** The transaction that executes what was carried once its notice is over. Anyone may send it. */
export const encodeExecute = (governance: Governance, proposal: Proposal): Call =>
  onHash(governance, "execute", proposal);

/** The transaction by which its proposer, before voting begins, takes a proposal back. */
export const encodeCancel = (governance: Governance, proposal: Proposal): Call =>
  onHash(governance, "cancel", proposal);

/** The transaction by which the sender votes with its own account; only a voting member's counts. */
export function encodeVote({ governor }: Governance, proposal: bigint, support: Support): Call {
  const data = GOVERNOR.encodeFunctionData("castVote", [proposal, SUPPORTS.indexOf(support)]);
  return { to: governor, data: toHex(data) };
}

/**
 * Signs a vote and makes the transaction by which anyone carries it.
 *
 * @param signer the institution's GOVERN account: `accountSigner`, or `institutionAccountSigner` for passkeys.
 * @param options.nonce `readVoteNonce` of that account.
 * @throws PeersealError `signer-malformed` for a passkey: it votes by an account.
 */
export async function signVote(
  signer: ActionSigner,
  governance: Governance,
  proposal: bigint,
  support: Support,
  options: { readonly nonce: bigint },
): Promise<Call> {
  const voter = voterOf(signer);
  const message = { proposalId: proposal, support: SUPPORTS.indexOf(support), voter, nonce: options.nonce };
  const domain = domainOf(governance.chainId, governance.governor);
  const digest = toHex(TypedDataEncoder.hash(domain, BALLOT, message));
  const signature = await signer.sign({ domain, types: BALLOT, message, digest });
  const data = GOVERNOR.encodeFunctionData("castVoteBySig", [proposal, message.support, voter, signature]);
  return { to: governance.governor, data: toHex(data) };
}

/** Nonce of an account's next signed vote. */
export async function readVoteNonce(reader: Pick<Reader, "call">, { governor }: Governance, voter: Hex) {
  return BigInt(String((await ask(reader, governor, "nonces", [voter]))[0]));
}

/**
 * What the governor knows of a proposal now.
 *
 * @throws PeersealError `contract-revert` with `details.name` `GovernorNonexistentProposal`.
 */
export async function readProposal(
  reader: Pick<Reader, "call">,
  { governor }: Governance,
  id: bigint,
): Promise<ProposalRecord> {
  const [stateIndex] = await ask(reader, governor, "state", [id]);
  const [proposer] = await ask(reader, governor, "proposalProposer", [id]);
  const [snapshot] = await ask(reader, governor, "proposalSnapshot", [id]);
  const [deadline] = await ask(reader, governor, "proposalDeadline", [id]);
  const [eta] = await ask(reader, governor, "proposalEta", [id]);
  const counts = await ask(reader, governor, "proposalVotes", [id]);
  const state = STATES[Number(stateIndex)];
  if (state === undefined) throw new TypeError(`A proposal has no state ${stateIndex}.`);
  // Only seconds that are over have a quorum.
  const begun = state !== "pending" && state !== "canceled";
  return {
    id,
    state,
    proposer: parseAddress(String(proposer)),
    snapshotAt: Number(snapshot),
    votesUntil: Number(deadline),
    executableAt: Number(eta) === 0 ? null : Number(eta),
    votes: { against: Number(counts[0]), for: Number(counts[1]), abstain: Number(counts[2]) },
    quorum: begun ? Number((await ask(reader, governor, "quorum", [snapshot]))[0]) : null,
  };
}

/** How members decide: lengths in seconds, and the share of the voters that must vote for or abstain, in per cent. */
export type GovernanceTerms = {
  readonly votingDelay: number;
  readonly votingPeriod: number;
  readonly notice: number;
  readonly quorumPercent: number;
};

/** The terms by which members decide now; they change them by proposal. */
export async function readGovernanceTerms(
  reader: Pick<Reader, "call">,
  { governor, timelock }: Governance,
): Promise<GovernanceTerms> {
  const number = async (method: Method) => Number((await ask(reader, governor, method, []))[0]);
  const [votingDelay, votingPeriod, quorumPercent, delay] = await Promise.all([
    number("votingDelay"),
    number("votingPeriod"),
    number("quorumNumerator()"),
    reader.call(timelock, id("getMinDelay()").slice(0, 10), "latest"),
  ]);
  return { votingDelay, votingPeriod, quorumPercent, notice: Number(delay) };
}

/**
 * Sends a transaction of governance and waits for its block.
 *
 * @throws PeersealError the registries' refusals under their own names; those of governor, timelock and account as
 * `contract-revert` with `details.name`; and as `sendCall`.
 */
export async function sendGovernance(sender: Sender, call: Call) {
  try {
    return await sendCall(sender, call);
  } catch (error) {
    throw namedRevert(error);
  }
}

function parts({ calls }: Proposal): [Address[], bigint[], Hex[]] {
  return [calls.map(({ to }) => to), calls.map(() => 0n), calls.map(({ data }) => data)];
}

function onHash({ governor }: Governance, method: "queue" | "execute" | "cancel", proposal: Proposal): Call {
  return {
    to: governor,
    data: toHex(GOVERNOR.encodeFunctionData(method, [...parts(proposal), id(proposal.description)])),
  };
}

function voterOf({ bytes }: ActionSigner): Address {
  if (bytes.length === 42) return parseAddress(bytes);
  throw new PeersealError("signer-malformed", "A passkey does not vote by itself; an account that it controls does.");
}

type Method =
  | "timelock"
  | "members"
  | "nonces"
  | "state"
  | "quorum"
  | "votingDelay"
  | "votingPeriod"
  | "quorumNumerator()"
  | `proposal${string}`;

async function ask(reader: Pick<Reader, "call">, governor: Address, method: Method, args: readonly unknown[]) {
  try {
    const answer = await reader.call(governor, GOVERNOR.encodeFunctionData(method, args), "latest");
    return [...GOVERNOR.decodeFunctionResult(method, answer)];
  } catch (error) {
    throw namedRevert(error);
  }
}

function missing(governor: Address, cause?: unknown): PeersealError {
  return new PeersealError("network-missing", `${governor} does not govern this network.`, {
    details: { governor },
    cause,
  });
}
