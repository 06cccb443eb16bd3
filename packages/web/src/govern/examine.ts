import {
  type AccountHolders,
  decodeGovernorAct,
  type Governance,
  type GovernorAct,
  isPartOf,
  listProposals,
  type Proposal,
  readAccountHolders,
  readAccountNonce,
} from "@peerseal/sdk";
import type { AccountAct } from "./account-act.js";
import type { GovernedBy } from "./governing.js";

/** Why an act cannot be signed. */
export type ActFault = "foreign" | "noVoter" | "unreadable" | "noProposal" | "over" | "late" | "wrongPart";

/** An act that may be signed, with what it does. */
export type Examined = {
  readonly act: AccountAct;
  readonly holders: AccountHolders;
  readonly kind: GovernorAct["kind"];
  /** What a vote says; null: it is none. */
  readonly support: Extract<GovernorAct, { kind: "vote" }>["support"] | null;
  /** What is voted on, proposed, or taken back. */
  readonly proposal: Proposal;
};

/**
 * Finds out from the chain what an act does and whether it can still be carried out. It may come from anybody: nothing
 * that it says of itself is believed.
 *
 * @param isVoter whether an account votes for a member of this network.
 * @throws PeersealError `chain-unreachable`
 */
export async function examine(
  act: AccountAct,
  { connection, fromBlock }: GovernedBy,
  governance: Governance,
  options: { readonly isVoter: (account: string) => boolean; readonly now: number },
): Promise<Examined | ActFault> {
  const { account, call, parts } = act;
  if (account.chainId !== connection.chainId) return "foreign";
  if (!options.isVoter(account.address)) return "noVoter";
  const does = decodeGovernorAct(governance.governor, call);
  if (does === null) return "unreadable";
  const holders = await readAccountHolders(connection, account);
  if (holders === null) return "noVoter";
  const [nonce, made] = await Promise.all([
    readAccountNonce(connection, account),
    does.kind === "propose" ? [] : listProposals(connection, governance, { fromBlock }),
  ]);
  if (nonce !== act.nonce) return "over";
  if (act.deadline < options.now) return "late";
  const areSigned = await Promise.all(
    parts.map(async (part) => holders.signers.includes(part.signer) && (await isPartOf(connection, act, part))),
  );
  if (areSigned.includes(false)) return "wrongPart";
  const support = does.kind === "vote" ? does.support : null;
  const proposal = does.kind === "propose" ? does.proposal : made.find(({ id }) => id === does.proposal);
  return proposal === undefined ? "noProposal" : { act, holders, kind: does.kind, support, proposal };
}
