import type { PeersealError } from "@peerseal/sdk";
import { markAcceptedAgain, type RelayRow, underWay } from "../store/relays.js";
import { gapsFrom } from "../store/transactions.js";
import { conclude, mark, type Signed, sendingAs, signedOf, spentNonces } from "./conclude.js";
import type { SendingDeps } from "./deps.js";
import { refusalOf } from "./outcome.js";
import { outbid, type Sent, transmit } from "./transmit.js";

/** Seconds after which bytes that the chain took, and no block holds, are sent again. */
const SEND_AGAIN = 15;
/** Seconds after which more is offered, where the chain charges more by now. */
const OUTBID_AFTER = 60;

/**
 * Follows signed orders until a block holds them: sends what may not have arrived, notes what a block holds, starts anew
 * where another's transaction spent the nonce for good. Every mark holds only for the transaction that was looked at, and
 * while the lease of its sender is held, so that two workers do each other no harm. A crash anywhere leaves the order as it
 * was, and the same code looks again.
 *
 * @throws PeersealError `chain-unreachable`; `relayer-funds`, `relay-failed` of the first order that the chain does not
 * take; those behind it wait, because their nonces do.
 */
export async function follow(deps: SendingDeps): Promise<void> {
  const orders = (await underWay(deps.db)).flatMap(signedOf);
  const spent = spentNonces(deps);
  let refused: PeersealError | null = null;
  for (const { relay, sent } of orders) {
    const its = await sendingAs(deps, sent.sender);
    // Another registry signs with that key, and follows what it signed.
    if (its === null) continue;
    if ((await spent(sent.sender)) > sent.nonce) await concludeOrSend(its, { relay, sent });
    else if (sent.sender !== deps.fence.sender) await sendForeign(its, relay, sent);
    else refused ??= await refusalOf(sendAgain(its, relay, sent));
  }
  await fillGaps(deps, await spent(deps.fence.sender));
  if (refused !== null) throw refused;
}

/** The nonce was spent a moment ago. Where nothing is found a reorganisation gave it back, or another's transaction has it. */
async function concludeOrSend(deps: SendingDeps, signed: Signed): Promise<void> {
  if ((await conclude(deps, signed)) === null) await refusalOf(deps.chain.send(signed.sent.raw));
}

/** Sends the kept transactions of nonces whose orders went on with another key. Without them nothing behind them moves. */
async function fillGaps({ db, chain, fence }: SendingDeps, from: number): Promise<void> {
  for (const { raw, hash } of await gapsFrom(db, fence.chainId, fence.sender, from)) {
    if (!(await chain.isKnown(hash))) await refusalOf(chain.send(raw));
  }
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
