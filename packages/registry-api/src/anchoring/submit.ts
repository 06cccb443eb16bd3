import { type Hex, PeersealError } from "@peerseal/sdk";
import { withFence } from "../store/leases.js";
import { markRecorded } from "../store/relay-blocks.js";
import {
  claimAccepted,
  hasEarlierUnderWay,
  markFailed,
  markSigned,
  nextAccepted,
  postpone,
  type RelayRow,
} from "../store/relays.js";
import { heldNonces, keepTransaction } from "../store/transactions.js";
import { type Fees, hexOf } from "./chain.js";
import type { RelayerDeps, SendingDeps } from "./deps.js";
import { capped, requireWithinDay } from "./fees.js";
import { failureOf, outcomeOf, refusalOf } from "./outcome.js";
import { takeBack } from "./settle.js";
import { signTransaction, transmit } from "./transmit.js";

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
 * Chain and signer are asked before the transaction, which is of a few statements and holds only while the lease does.
 * Two registries that both believe to hold it sign for the same nonce at worst: the database takes one of the two.
 *
 * @throws PeersealError `chain-unreachable`; `fee-cap` when it costs too much now; `lease-lost`; `relayer-funds`,
 * `relay-failed` when the chain does not take the signed bytes, which stay stored.
 */
export async function submitNext(deps: SendingDeps): Promise<Submitted> {
  const { db, chain, now, fence } = deps;
  const relay = await nextAccepted(db, now());
  if (relay === null) return IDLE;
  let call: Call;
  try {
    call = await prepare(deps, relay);
  } catch (refusal) {
    if (!(refusal instanceof PeersealError) || STOPPING.has(refusal.code)) throw refusal;
    if (refusal.code === "relay-failed") return putOff(deps, relay, refusal);
    return refused(deps, relay, refusal);
  }
  await requireWithinDay(db, fence, call.gasLimit * call.maxFeePerGas, deps.limits, now());
  const { sender, chainId } = fence;
  const pending = await chain.count(sender, "pending");
  // The first that is free: one that the chain has never seen keeps all later ones waiting.
  const held = await heldNonces(db, chainId, sender, pending);
  let nonce = pending;
  while (held.has(nonce)) nonce++;
  const signed = { sender, nonce, ...(await signTransaction(deps, { ...call, nonce })) };
  const isOurs = await withFence(db, fence, async (transaction) => {
    if (!(await claimAccepted(transaction, relay.id))) return false;
    await markSigned(transaction, relay.id, signed, now());
    const { gasLimit, maxFeePerGas, maxPriorityFeePerGas } = call;
    const fees = { gasLimit, maxFeePerGas, maxPriorityFeePerGas };
    await keepTransaction(transaction, { ...signed, ...fees, chainId, relay: relay.id, token: fence.token }, now());
    await deps.reached("relay-chosen");
    return true;
  });
  if (!isOurs) return DONE;
  await deps.reached("relay-signed");
  await transmit(deps, { id: relay.id, ...signed });
  return DONE;
}

/** What stops all signing, and is no fault of one order. */
const STOPPING: ReadonlySet<string> = new Set(["chain-unreachable", "fee-cap"]);

type Call = Fees & {
  readonly type: 2;
  readonly chainId: number;
  readonly to: Hex;
  readonly data: Hex;
  readonly value: bigint;
  readonly gasLimit: bigint;
};

async function prepare(
  { chain, connection, relayer, limits }: RelayerDeps,
  { target, calldata }: RelayRow,
): Promise<Call> {
  const [gas, market, baseFee] = await Promise.all([
    chain.estimate(hexOf(relayer.address), target, calldata),
    chain.fees(),
    limits.maxFeePerGas === null ? 0n : chain.baseFee(),
  ]);
  const fees = capped(market, baseFee, limits);
  const gasLimit = (gas * GAS_MARGIN.numerator) / GAS_MARGIN.denominator;
  return { type: 2, chainId: connection.chainId, to: target, data: calldata, value: 0n, gasLimit, ...fees };
}

/**
 * The contract would refuse it: for good, unless it only waits for one before it that a reorganisation took out of its
 * block. Asked a second time because that may have come back between the two questions.
 */
async function refused(deps: SendingDeps, relay: RelayRow, refusal: PeersealError): Promise<Submitted> {
  const { db, fence, now } = deps;
  await takeBack(deps);
  const isUncertain = (await hasEarlierUnderWay(db, relay)) || (await refusalOf(prepare(deps, relay))) === null;
  if (isUncertain) {
    await withFence(db, fence, (transaction) => postpone(transaction, relay.id, now() + 1, false));
    return DONE;
  }
  const outcome = await outcomeOf(deps, relay, refusal);
  await withFence(db, fence, (transaction) =>
    outcome.kind === "recorded"
      ? markRecorded(transaction, relay.id, outcome, now())
      : markFailed(transaction, relay.id, outcome.failure, now()),
  );
  return DONE;
}

async function putOff(deps: SendingDeps, relay: RelayRow, fault: PeersealError): Promise<Submitted> {
  if (relay.attempts + 1 >= MOST_ATTEMPTS) {
    const failure = failureOf(fault);
    await withFence(deps.db, deps.fence, (db) => markFailed(db, relay.id, failure, deps.now()));
    return DONE;
  }
  await withFence(deps.db, deps.fence, (db) => postpone(db, relay.id, deps.now() + 2 ** relay.attempts, true));
  return { kind: "put-off", fault };
}
