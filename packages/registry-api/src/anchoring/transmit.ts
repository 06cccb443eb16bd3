import { type Hex, PeersealError } from "@peerseal/sdk";
import { keccak256, Transaction, type TransactionLike } from "ethers";
import { withFence } from "../store/leases.js";
import { markBroadcast, markReplaced, type SignedRelay, type Transmission } from "../store/relays.js";
import { keepTransaction, noteBroadcast } from "../store/transactions.js";
import { hexOf } from "./chain.js";
import type { RelayerDeps, SendingDeps } from "./deps.js";
import { raised, requireWithinDay } from "./fees.js";
import { refusalOf } from "./outcome.js";

/** A signed transaction of an order. */
export type Sent = Transmission & SignedRelay;

/** Signs with the relayer's key; the hash is known before anything is sent. */
export async function signTransaction(
  deps: RelayerDeps,
  request: TransactionLike,
): Promise<{ readonly raw: Hex; readonly hash: Hex }> {
  const raw = hexOf(await deps.relayer.signTransaction(request));
  return { raw, hash: hexOf(keccak256(raw)) };
}

/**
 * Sends stored bytes and notes it once the chain has taken them. Sending what the chain has already changes nothing, so
 * that a crash here is made good by sending again.
 *
 * @throws PeersealError `chain-unreachable`; `relayer-funds`, `relay-failed` when the chain does not take them. They
 * stay stored and are sent again.
 */
export async function transmit(deps: SendingDeps, sent: Sent): Promise<void> {
  const { chain } = deps;
  const refusal = await send(deps, sent);
  if (refusal === null) return;
  if (await chain.isKnown(sent.hash)) return noteSent(deps, sent);
  // Spent: what spent it is found when orders are followed.
  if ((await chain.count(sent.sender, "latest")) > sent.nonce) return;
  const { maxFeePerGas, cost } = offerOf(sent.raw);
  if ((await chain.baseFee()) > maxFeePerGas) {
    const dearer = await outbid(deps, sent);
    if (dearer === null || (await send(deps, dearer)) === null) return;
  }
  const balance = await chain.balance(sent.sender);
  if (balance < cost) {
    throw new PeersealError("relayer-funds", "The relayer cannot pay for the next transaction.", {
      details: { relayer: sent.sender, balance: balance.toString(), needed: cost.toString() },
      cause: refusal,
    });
  }
  throw refusal;
}

/** @returns why the chain does not take it; null: it did. */
async function send(deps: SendingDeps, sent: Sent): Promise<PeersealError | null> {
  const refusal = await refusalOf(deps.chain.send(sent.raw));
  if (refusal !== null) return refusal;
  await deps.reached("relay-sent");
  await noteSent(deps, sent);
  return null;
}

function noteSent({ db, fence, now }: SendingDeps, sent: Sent): Promise<void> {
  return withFence(db, fence, async (transaction) => {
    await markBroadcast(transaction, sent, now());
    await noteBroadcast(transaction, sent.hash, now());
  });
}

/**
 * Signs an order again with the same nonce for what the chain charges now, and stores it beside the hash of the one that
 * it takes the place of: only one of them can count. A crash after that is made good like any other.
 *
 * @returns null when the chain charges no more than was offered, the key is another one now, or another worker was
 * faster.
 * @throws PeersealError `fee-cap`, `lease-lost`
 */
export async function outbid(deps: SendingDeps, sent: Sent): Promise<Sent | null> {
  if (sent.sender !== hexOf(deps.relayer.address)) return null;
  const old = Transaction.from(sent.raw);
  const fees = await deps.chain.fees();
  const offered = {
    maxFeePerGas: old.maxFeePerGas ?? 0n,
    maxPriorityFeePerGas: old.maxPriorityFeePerGas ?? 0n,
  };
  const isEnough =
    fees.maxFeePerGas <= offered.maxFeePerGas && fees.maxPriorityFeePerGas <= offered.maxPriorityFeePerGas;
  if (isEnough) return null;
  const next = raised(offered, fees, deps.limits);
  const { gasLimit } = old;
  const more = gasLimit * (next.maxFeePerGas - offered.maxFeePerGas);
  await requireWithinDay(deps.db, deps.fence, more, deps.limits, deps.now());
  const signed = await signTransaction(deps, {
    type: 2,
    chainId: old.chainId,
    to: old.to,
    data: old.data,
    value: 0n,
    nonce: old.nonce,
    gasLimit,
    ...next,
  });
  const { chainId, token, sender } = deps.fence;
  const isOurs = await withFence(deps.db, deps.fence, async (db) => {
    if (!(await markReplaced(db, sent, signed, deps.now()))) return false;
    const kept = { chainId, sender, nonce: sent.nonce, relay: sent.id, gasLimit, token, ...signed, ...next };
    await keepTransaction(db, kept, deps.now());
    await deps.reached("bump-chosen");
    return true;
  });
  if (!isOurs) return null;
  await deps.reached("bump-signed");
  return { ...sent, ...signed };
}

/** What signed bytes offer for a unit of gas, and the most that they may cost, in wei. */
function offerOf(raw: Hex): { readonly maxFeePerGas: bigint; readonly cost: bigint } {
  const { maxFeePerGas, gasLimit, value } = Transaction.from(raw);
  const fee = maxFeePerGas ?? 0n;
  return { maxFeePerGas: fee, cost: gasLimit * fee + value };
}
