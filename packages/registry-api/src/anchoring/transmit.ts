import { type Hex, PeersealError } from "@peerseal/sdk";
import { keccak256, Transaction, type TransactionLike } from "ethers";
import { markBroadcast, markReplaced, type SignedRelay, type Transmission } from "../store/relays.js";
import { hexOf } from "./chain.js";
import type { RelayerDeps } from "./deps.js";
import { refusalOf } from "./outcome.js";

/** A signed transaction of an order. */
export type Sent = Transmission & SignedRelay;

/** Nodes take another transaction of the same nonce only for at least a tenth more. */
const OUTBID = { numerator: 9n, denominator: 8n };

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
export async function transmit(deps: RelayerDeps, sent: Sent): Promise<void> {
  const { chain, db, now } = deps;
  const refusal = await send(deps, sent);
  if (refusal === null) return;
  if (await chain.isKnown(sent.hash)) return markBroadcast(db, sent, now());
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
async function send(deps: RelayerDeps, sent: Sent): Promise<PeersealError | null> {
  const refusal = await refusalOf(deps.chain.send(sent.raw));
  if (refusal !== null) return refusal;
  await deps.reached("relay-sent");
  await markBroadcast(deps.db, sent, deps.now());
  return null;
}

/**
 * Signs an order again with the same nonce for what the chain charges now, and stores it beside the hash of the one that
 * it takes the place of: only one of them can count. A crash after that is made good like any other.
 *
 * @returns null when the chain charges no more than was offered, the key is another one now, or another worker was
 * faster.
 */
export async function outbid(deps: RelayerDeps, sent: Sent): Promise<Sent | null> {
  if (sent.sender !== hexOf(deps.relayer.address)) return null;
  const old = Transaction.from(sent.raw);
  const fees = await deps.chain.fees();
  const offered = { max: old.maxFeePerGas ?? 0n, priority: old.maxPriorityFeePerGas ?? 0n };
  if (fees.maxFeePerGas <= offered.max && fees.maxPriorityFeePerGas <= offered.priority) return null;
  const next = await signTransaction(deps, {
    type: 2,
    chainId: old.chainId,
    to: old.to,
    data: old.data,
    value: 0n,
    nonce: old.nonce,
    gasLimit: old.gasLimit,
    maxFeePerGas: larger(fees.maxFeePerGas, raised(offered.max)),
    maxPriorityFeePerGas: larger(fees.maxPriorityFeePerGas, raised(offered.priority)),
  });
  return (await markReplaced(deps.db, sent, next, deps.now())) ? { ...sent, ...next } : null;
}

/** What signed bytes offer for a unit of gas, and the most that they may cost, in wei. */
function offerOf(raw: Hex): { readonly maxFeePerGas: bigint; readonly cost: bigint } {
  const { maxFeePerGas, gasLimit, value } = Transaction.from(raw);
  const fee = maxFeePerGas ?? 0n;
  return { maxFeePerGas: fee, cost: gasLimit * fee + value };
}

function raised(fee: bigint): bigint {
  return (fee * OUTBID.numerator) / OUTBID.denominator + 1n;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
