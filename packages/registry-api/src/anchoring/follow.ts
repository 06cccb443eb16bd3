import { type Hex, PeersealError } from "@peerseal/sdk";
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
import { hexOf, type Mined } from "./chain.js";
import type { RelayerDeps } from "./deps.js";
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
 * another transaction spent the nonce. Every mark holds only for the transaction that was looked at, so that two workers
 * do each other no harm. A crash anywhere leaves the order as it was, and the same code looks again.
 *
 * @throws PeersealError `chain-unreachable`; `relayer-funds`, `relay-failed` of the first order that the chain does not
 * take; those behind it wait, because their nonces do.
 */
export async function follow(deps: RelayerDeps): Promise<void> {
  const relays = (await underWay(deps.db)).flatMap(sentOf);
  const spent = spentNonces(deps);
  let refused: PeersealError | null = null;
  for (const { relay, sent } of relays) {
    if ((await spent(sent.sender)) > sent.nonce) await conclude(deps, relay, sent);
    else if (sent.sender !== hexOf(deps.relayer.address)) await sendForeign(deps, relay, sent);
    else refused ??= await refusalOf(sendAgain(deps, relay, sent));
  }
  if (refused !== null) throw refused;
}

/** Looks whether blocks that held our transactions still do, until they are final. */
export async function settle(deps: RelayerDeps): Promise<void> {
  const relays = (await unsettled(deps.db, MOST_UNSETTLED)).flatMap(sentOf);
  if (relays.length === 0) return;
  const spent = spentNonces(deps);
  const final = await finalBlock(deps);
  for (const { relay, sent } of relays) {
    if ((await spent(sent.sender)) <= sent.nonce) {
      await markDropped(deps.db, sent);
      continue;
    }
    if (relay.minedBlock === null || relay.minedBlock > final) continue;
    const mined = await minedOf(deps, relay, sent);
    if (mined === null) await markAcceptedAgain(deps.db, sent);
    else if (!mined.succeeded) await explain(deps, relay, sent, mined);
    else await markMined(deps.db, sent, mined, deps.now());
    if (mined !== null && mined.block <= final) await markFinal(deps.db, { id: sent.id, hash: mined.hash });
  }
}

/** The nonce of this order is spent: by one of its transactions, or by another's. */
async function conclude(deps: RelayerDeps, relay: RelayRow, sent: Sent): Promise<void> {
  const mined = await minedOf(deps, relay, sent);
  if (mined === null) return markAcceptedAgain(deps.db, sent);
  if (!mined.succeeded) return explain(deps, relay, sent, mined);
  await deps.reached("relay-mined");
  await markMined(deps.db, sent, mined, deps.now());
}

/** It is in a block and did nothing: somebody else's transaction did it before, or the contract refused. */
async function explain(deps: RelayerDeps, relay: RelayRow, sent: Sent, mined: Mined): Promise<void> {
  const outcome = await outcomeOf(deps, relay, await reasonOf(deps, relay, mined.block));
  if (outcome.kind === "failed") await markFailed(deps.db, sent, outcome.failure, deps.now());
  else await markMined(deps.db, sent, { hash: outcome.hash ?? sent.hash, block: outcome.block }, deps.now());
}

async function sendAgain(deps: RelayerDeps, relay: RelayRow, sent: Sent): Promise<void> {
  const now = deps.now();
  if (relay.state === "broadcast" && now - (relay.broadcastAt ?? 0) < SEND_AGAIN) return;
  const slow = relay.state === "broadcast" && now - (relay.signedAt ?? now) >= OUTBID_AFTER;
  await transmit(deps, (slow ? await outbid(deps, sent) : null) ?? sent);
}

/** Signed with a key that was changed since: what the chain does not take of it any more, the new key signs. */
async function sendForeign(deps: RelayerDeps, relay: RelayRow, sent: Sent): Promise<void> {
  if ((await refusalOf(sendAgain(deps, relay, sent))) !== null) await markAcceptedAgain(deps.db, sent);
}

function minedOf(deps: RelayerDeps, relay: RelayRow, sent: Sent): Promise<Mined | null> {
  return firstMined(deps, [sent.hash, ...relay.earlierHashes]);
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
