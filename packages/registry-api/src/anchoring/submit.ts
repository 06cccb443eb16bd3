import { type Hex, PeersealError } from "@peerseal/sdk";
import {
  claimAccepted,
  heldNonces,
  lockSender,
  markFailed,
  markRecorded,
  markSigned,
  nextAccepted,
  postpone,
  type RelayRow,
} from "../store/relays.js";
import { type Fees, hexOf } from "./chain.js";
import type { RelayerDeps } from "./deps.js";
import { failureOf, outcomeOf } from "./outcome.js";
import { type Sent, signTransaction, transmit } from "./transmit.js";

/** How much more gas than estimated a transaction may use: the estimate is of another block than the transaction. */
const GAS_MARGIN = { numerator: 5n, denominator: 4n };
/** Attempts at an order that the endpoint, not a contract, refuses. */
const MOST_ATTEMPTS = 8;

/** `put-off`: the endpoint, not a contract, refuses this order; it is tried again later, the others come first. */
export type Submitted =
  | { readonly kind: "idle" }
  | { readonly kind: "done" }
  | { readonly kind: "put-off"; readonly fault: PeersealError };

const IDLE: Submitted = { kind: "idle" };
const DONE: Submitted = { kind: "done" };

/**
 * Signs and sends the oldest accepted order. The order of writes makes every crash harmless: before the commit nothing
 * was sent, and the order is still accepted; between commit and sending the signed bytes are stored, and `follow` sends
 * them; after the sending the chain has them, and sending them again changes nothing.
 *
 * The chain is asked before the transaction, which holds the sender's lock for its few statements only. Two workers with
 * one key may prepare the same order; one of them signs it, and each nonce is held once.
 *
 * @throws PeersealError `chain-unreachable`; `relayer-funds`, `relay-failed` when the chain does not take the signed
 * bytes, which stay stored.
 */
export async function submitNext(deps: RelayerDeps): Promise<Submitted> {
  const { db, chain, now } = deps;
  const relay = await nextAccepted(db, now());
  if (relay === null) return IDLE;
  let call: Call;
  try {
    call = await prepare(deps, relay);
  } catch (refusal) {
    if (!(refusal instanceof PeersealError) || refusal.code === "chain-unreachable") throw refusal;
    if (refusal.code === "relay-failed") return putOff(deps, relay, refusal);
    await end(deps, relay, refusal);
    return DONE;
  }
  const sender = hexOf(deps.relayer.address);
  const pending = await chain.count(sender, "pending");
  const sent = await db.transaction().execute(async (transaction): Promise<Sent | null> => {
    await lockSender(transaction, sender);
    if (!(await claimAccepted(transaction, relay.id))) return null;
    // The first that is free: one that the chain has never seen keeps all later ones waiting.
    const held = await heldNonces(transaction, sender, pending);
    let nonce = pending;
    while (held.has(nonce)) nonce++;
    const signed = { sender, nonce, ...(await signTransaction(deps, { ...call, nonce })) };
    await markSigned(transaction, relay.id, signed, now());
    await deps.reached("relay-chosen");
    return { id: relay.id, ...signed };
  });
  if (sent === null) return DONE;
  await deps.reached("relay-signed");
  await transmit(deps, sent);
  return DONE;
}

type Call = Fees & {
  readonly type: 2;
  readonly chainId: number;
  readonly to: Hex;
  readonly data: Hex;
  readonly value: bigint;
  readonly gasLimit: bigint;
};

async function prepare({ chain, connection, relayer }: RelayerDeps, { target, calldata }: RelayRow): Promise<Call> {
  const [gas, fees] = await Promise.all([chain.estimate(hexOf(relayer.address), target, calldata), chain.fees()]);
  const gasLimit = (gas * GAS_MARGIN.numerator) / GAS_MARGIN.denominator;
  return { type: 2, chainId: connection.chainId, to: target, data: calldata, value: 0n, gasLimit, ...fees };
}

/** The contract would refuse it, now and later: nothing is sent. */
async function end(deps: RelayerDeps, relay: RelayRow, refusal: PeersealError): Promise<void> {
  const outcome = await outcomeOf(deps, relay, refusal);
  if (outcome.kind === "recorded") await markRecorded(deps.db, relay.id, outcome, deps.now());
  else await markFailed(deps.db, { id: relay.id, hash: null }, outcome.failure, deps.now());
}

async function putOff(deps: RelayerDeps, relay: RelayRow, fault: PeersealError): Promise<Submitted> {
  if (relay.attempts + 1 >= MOST_ATTEMPTS) {
    await markFailed(deps.db, { id: relay.id, hash: null }, failureOf(fault), deps.now());
    return DONE;
  }
  await postpone(deps.db, relay.id, deps.now() + 2 ** relay.attempts);
  return { kind: "put-off", fault };
}
