import { type Hex, PeersealError } from "@peerseal/sdk";
import type { Db } from "../store/database.js";
import { withFence } from "../store/leases.js";
import {
  markAcceptedAgain,
  markDropped,
  markFailed,
  markFinal,
  markMined,
  type RelayRow,
  underWay,
  unsettled,
} from "../store/relays.js";
import { gapsFrom, noteOutcome } from "../store/transactions.js";
import type { Mined } from "./chain.js";
import type { RelayerDeps, SendingDeps } from "./deps.js";
import { firstMined, outcomeOf, reasonOf, refusalOf } from "./outcome.js";
import { outbid, type Sent, transmit } from "./transmit.js";

/** Seconds after which bytes that the chain took, and no block holds, are sent again. */
const SEND_AGAIN = 15;
/** Seconds after which more is offered, where the chain charges more by now. */
const OUTBID_AFTER = 60;
/** Blocks after which one counts as final on a chain that does not tell. */
const DEEP = 64;
const MOST_UNSETTLED = 100;

/**
 * Follows signed orders to their end: sends what may not have arrived, notes what a block holds, starts anew where
 * another transaction spent the nonce. Every mark holds only for the transaction that was looked at, and while the lease of
 * its sender is held, so that two workers do each other no harm. A crash anywhere leaves the order as it was, and the same
 * code looks again.
 *
 * @throws PeersealError `chain-unreachable`; `relayer-funds`, `relay-failed` of the first order that the chain does not
 * take; those behind it wait, because their nonces do.
 */
export async function follow(deps: SendingDeps): Promise<void> {
  const relays = (await underWay(deps.db)).flatMap(sentOf);
  const spent = spentNonces(deps);
  let refused: PeersealError | null = null;
  for (const { relay, sent } of relays) {
    const its = await sendingAs(deps, sent.sender);
    // Another registry signs with that key, and follows what it signed.
    if (its === null) continue;
    if ((await spent(sent.sender)) > sent.nonce) await conclude(its, relay, sent);
    else if (sent.sender !== deps.fence.sender) await sendForeign(its, relay, sent);
    else refused ??= await refusalOf(sendAgain(its, relay, sent));
  }
  await fillGaps(deps, await spent(deps.fence.sender));
  if (refused !== null) throw refused;
}

/** Looks whether blocks that held our transactions still do, until they are final. */
export async function settle(deps: SendingDeps): Promise<void> {
  const relays = (await unsettled(deps.db, MOST_UNSETTLED)).flatMap(sentOf);
  if (relays.length === 0) return;
  const spent = spentNonces(deps);
  const final = await finalBlock(deps);
  for (const { relay, sent } of relays) {
    const its = await sendingAs(deps, sent.sender);
    if (its === null) continue;
    if ((await spent(sent.sender)) <= sent.nonce) {
      await deps.reached("relay-dropped");
      await mark(its, (db) => markDropped(db, sent));
      continue;
    }
    if (relay.minedBlock === null || relay.minedBlock > final) continue;
    const mined = await minedOf(its, relay, sent);
    if (mined === null && (await isAnyKnown(its, relay, sent))) continue;
    if (mined === null) await startAnew(its, sent);
    else if (!mined.succeeded) await explain(its, relay, sent, mined);
    else await noteMined(its, sent, mined);
    if (mined === null || mined.block > final) continue;
    await deps.reached("relay-final");
    await mark(its, (db) => markFinal(db, { id: sent.id, hash: mined.hash }, deps.now()));
  }
}

/**
 * Sends the kept transactions of nonces that came back: their orders went on with other ones after a foreign transaction
 * had spent them, and a reorganisation took that one away. Without them nothing behind them moves.
 */
async function fillGaps({ db, chain, fence }: SendingDeps, from: number): Promise<void> {
  for (const { raw, hash } of await gapsFrom(db, fence.chainId, fence.sender, from)) {
    if (!(await chain.isKnown(hash))) await refusalOf(chain.send(raw));
  }
}

/** With the lease of a transaction's sender; null while another registry has it. */
async function sendingAs(deps: SendingDeps, sender: Hex): Promise<SendingDeps | null> {
  if (sender === deps.fence.sender) return deps;
  const fence = await deps.leases.take(sender);
  return fence === null ? null : { ...deps, fence };
}

const mark = ({ db, fence }: SendingDeps, write: (db: Db) => Promise<void>): Promise<void> =>
  withFence(db, fence, write);

function noteMined(deps: SendingDeps, sent: Sent, mined: { readonly hash: Hex; readonly block: number }) {
  return mark(deps, async (db) => {
    await markMined(db, sent, mined, deps.now());
    await noteOutcome(db, sent, mined.hash);
  });
}

/** Its nonce was spent by a transaction that is not ours. */
function startAnew(deps: SendingDeps, sent: Sent): Promise<void> {
  return mark(deps, async (db) => {
    await markAcceptedAgain(db, sent);
    await noteOutcome(db, sent, null);
  });
}

/** The nonce of this order is spent: by one of its transactions, or by another's. */
async function conclude(deps: SendingDeps, relay: RelayRow, sent: Sent): Promise<void> {
  const mined = await minedOf(deps, relay, sent);
  if (mined === null) return (await isAnyKnown(deps, relay, sent)) ? undefined : startAnew(deps, sent);
  if (!mined.succeeded) return explain(deps, relay, sent, mined);
  await deps.reached("relay-mined");
  await noteMined(deps, sent, mined);
}

/** It is in a block and did nothing: somebody else's transaction did it before, or the contract refused. */
async function explain(deps: SendingDeps, relay: RelayRow, sent: Sent, mined: Mined): Promise<void> {
  const outcome = await outcomeOf(deps, relay, await reasonOf(deps, relay, mined.block));
  await mark(deps, async (db) => {
    if (outcome.kind === "failed") await markFailed(db, sent, outcome.failure, deps.now());
    else await markMined(db, sent, { hash: outcome.hash ?? sent.hash, block: outcome.block }, deps.now());
    await noteOutcome(db, sent, mined.hash);
  });
}

async function sendAgain(deps: SendingDeps, relay: RelayRow, sent: Sent): Promise<void> {
  const now = deps.now();
  if (relay.state === "broadcast" && now - (relay.broadcastAt ?? 0) < SEND_AGAIN) return;
  const slow = relay.state === "broadcast" && now - (relay.signedAt ?? now) >= OUTBID_AFTER;
  await transmit(deps, (slow ? await outbid(deps, sent) : null) ?? sent);
}

/** Signed with a key that was changed since: what the chain does not take of it any more, the new key signs. */
async function sendForeign(deps: SendingDeps, relay: RelayRow, sent: Sent): Promise<void> {
  if ((await refusalOf(sendAgain(deps, relay, sent))) !== null) await mark(deps, (db) => markAcceptedAgain(db, sent));
}

function minedOf(deps: RelayerDeps, relay: RelayRow, sent: Sent): Promise<Mined | null> {
  return firstMined(deps, [sent.hash, ...relay.earlierHashes]);
}

/** A node that knows one of them and tells of no block lags behind, or hides it: not the time to sign anew. */
async function isAnyKnown({ chain }: RelayerDeps, relay: RelayRow, sent: Sent): Promise<boolean> {
  for (const hash of [sent.hash, ...relay.earlierHashes]) if (await chain.isKnown(hash)) return true;
  return false;
}

/** How many transactions each sender has in blocks, asked once. */
function spentNonces({ chain }: RelayerDeps): (sender: Hex) => Promise<number> {
  const known = new Map<Hex, number>();
  return async (sender) => {
    const count = known.get(sender) ?? (await chain.count(sender, "latest"));
    known.set(sender, count);
    return count;
  };
}

async function finalBlock({ connection }: RelayerDeps): Promise<number> {
  try {
    return (await connection.block("finalized")).number;
  } catch (error) {
    if (error instanceof PeersealError) throw error;
    return (await connection.block("latest")).number - DEEP;
  }
}

/** An order with what was signed for it; the columns of a signed order are never null. */
function sentOf(relay: RelayRow): { readonly relay: RelayRow; readonly sent: Sent }[] {
  const { id, sender, nonce, raw, hash } = relay;
  if (sender === null || nonce === null || raw === null || hash === null) return [];
  return [{ relay, sent: { id, sender, nonce, raw, hash } }];
}
