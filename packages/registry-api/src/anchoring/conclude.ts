import { type Hex, PeersealError } from "@peerseal/sdk";
import type { Db } from "../store/database.js";
import { withFence } from "../store/leases.js";
import { type InBlock, markMined, markReverted } from "../store/relay-blocks.js";
import { markAcceptedAgain, type RelayRow } from "../store/relays.js";
import { keptOf, noteOutcome } from "../store/transactions.js";
import type { Mined } from "./chain.js";
import type { RelayerDeps, SendingDeps } from "./deps.js";
import { outcomeOf, reasonOf, refusalOf } from "./outcome.js";
import type { Sent } from "./transmit.js";

/** Blocks after which one counts as final on a chain that does not tell. */
const DEEP = 64;

/** A signed order with its transaction. */
export type Signed = { readonly relay: RelayRow; readonly sent: Sent };

/**
 * Notes what became of an order whose nonce is spent: its transaction is in a block and did what it says, or nothing; or
 * another's transaction spent the nonce for good, and it starts anew. Where none of that is certain nothing is noted: a
 * node that lags behind or hides something, and a reorganisation between two questions, look the same for a while.
 *
 * @returns the transaction that is in a block; null: none is.
 * @throws PeersealError `chain-unreachable`, `lease-lost`
 */
export async function conclude(deps: SendingDeps, signed: Signed): Promise<Mined | null> {
  const { relay, sent } = signed;
  const mined = await minedOf(deps, signed);
  if (mined === null) {
    if (await isSpentForGood(deps, signed)) await startAnew(deps, sent);
    return null;
  }
  if (!mined.succeeded) {
    await explain(deps, relay, sent, mined);
    return mined;
  }
  await deps.reached("relay-mined");
  await mark(deps, async (db) => {
    await markMined(db, sent, mined, deps.now());
    await noteOutcome(db, sent, mined.hash);
  });
  return mined;
}

/** Writes only while the lease is held, all or nothing. */
export const mark = ({ db, fence }: SendingDeps, write: (db: Db) => Promise<void>): Promise<void> =>
  withFence(db, fence, write);

/** With the lease of a transaction's sender; null while another registry has it. */
export async function sendingAs(deps: SendingDeps, sender: Hex): Promise<SendingDeps | null> {
  if (sender === deps.fence.sender) return deps;
  const fence = await deps.leases.take(sender);
  return fence === null ? null : { ...deps, fence };
}

/** How many transactions each sender has in blocks, asked once. */
export function spentNonces({ chain }: RelayerDeps): (sender: Hex) => Promise<number> {
  const known = new Map<Hex, number>();
  return async (sender) => {
    const count = known.get(sender) ?? (await chain.count(sender, "latest"));
    known.set(sender, count);
    return count;
  };
}

export async function finalBlock({ connection }: RelayerDeps): Promise<number> {
  try {
    return (await connection.block("finalized")).number;
  } catch (error) {
    if (error instanceof PeersealError) throw error;
    return Math.max(0, (await connection.block("latest")).number - DEEP);
  }
}

/** An order with what was signed for it; the columns of a signed order are never null. */
export function signedOf(relay: RelayRow): readonly Signed[] {
  const { id, sender, nonce, raw, hash } = relay;
  if (sender === null || nonce === null || raw === null || hash === null) return [];
  return [{ relay, sent: { id, sender, nonce, raw, hash } }];
}

/** The transaction of an order that did what it says, whatever its nonce; else the one of this nonce that did nothing. */
async function minedOf({ db, chain }: RelayerDeps, { relay, sent }: Signed): Promise<Mined | null> {
  let reverted: Mined | null = null;
  for (const { hash, sender, nonce } of await keptOf(db, relay.id)) {
    const mined = await chain.mined(hash);
    if (mined?.succeeded === true) return mined;
    if (mined !== null && sender === sent.sender && nonce === sent.nonce) reverted = mined;
  }
  return reverted;
}

/**
 * Whether no transaction of an order can come into a block any more: a final block, and none of ours, spent its nonce.
 * A spent nonce alone says little, since a reorganisation may give it back, and what is signed anew meanwhile is done twice.
 */
async function isSpentForGood(deps: SendingDeps, signed: Signed): Promise<boolean> {
  const { chain, db } = deps;
  const { sender, nonce } = signed.sent;
  for (const { hash } of await keptOf(db, signed.relay.id)) if (await chain.isKnown(hash)) return false;
  const final = await finalBlock(deps);
  let count = 0;
  // A node that has dropped the state of that block cannot say: then it is not certain yet.
  const refusal = await refusalOf(chain.count(sender, final).then((spent) => (count = spent)));
  if (refusal !== null || count <= nonce) return false;
  return (await minedOf(deps, signed)) === null;
}

function startAnew(deps: SendingDeps, sent: Sent): Promise<void> {
  return mark(deps, async (db) => {
    await markAcceptedAgain(db, sent);
    await noteOutcome(db, sent, null);
  });
}

/** It is in a block and did nothing: somebody else's transaction did it before, or the contract refused. */
async function explain(deps: SendingDeps, relay: RelayRow, sent: Sent, mined: Mined): Promise<void> {
  const outcome = await outcomeOf(deps, relay, await reasonOf(deps, relay, mined.block));
  const ended: InBlock = { hash: mined.hash, block: mined.block };
  await mark(deps, async (db) => {
    if (outcome.kind === "failed") await markReverted(db, sent, ended, outcome.failure, deps.now());
    else await markMined(db, sent, { ...ended, hash: outcome.hash ?? mined.hash }, deps.now());
    await noteOutcome(db, sent, mined.hash);
  });
}
