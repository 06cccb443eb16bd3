import { decodeRevert, ERRORS, type Hex, type NetworkConnection, PeersealError, unpackAnchor } from "@peerseal/sdk";
import { keccak256, type Wallet } from "ethers";
import type { Kysely } from "kysely";
import {
  claimAccepted,
  markAcceptedAgain,
  markBroadcast,
  markFailed,
  markMined,
  markSigned,
  nextStoredNonce,
  type RelayRow,
  underWay,
} from "../store/relays.js";
import type { Tables } from "../store/tables.js";

export type SubmitDeps = {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  readonly relayer: Wallet;
  /** Unix seconds. */
  readonly now: () => number;
  /** Low 216 bits that the batch of an `Anchor` order commits to; null for any other order. */
  readonly ownCommitment: (relay: RelayRow) => Promise<bigint | null>;
};

/** How much more gas than estimated a transaction may use: the estimate is of another block than the transaction. */
const GAS_MARGIN = { numerator: 5n, denominator: 4n };

/**
 * Signs and sends the oldest accepted order. The order of writes makes every crash harmless:
 * before the commit nothing was sent, and the order is still accepted; between commit and broadcast the signed bytes are
 * stored, and {@link resume} sends them; after the broadcast the chain has them, and sending them again changes nothing.
 *
 * @returns false when there is nothing to do.
 */
export async function submitNext(deps: SubmitDeps): Promise<boolean> {
  const { db, now } = deps;
  const signed = await db.transaction().execute(async (transaction) => {
    const relay = await claimAccepted(transaction);
    if (relay === null) return null;
    const ready = await prepare(deps, relay);
    if (ready.kind === "failed") {
      await markFailed(transaction, relay.id, failureOf(ready.error), now());
      return { relay, raw: null };
    }
    if (ready.kind === "done") {
      await markMined(transaction, relay.id, ready.block, now());
      return { relay, raw: null };
    }
    const sender = deps.relayer.address.toLowerCase() as Hex;
    const pending = await deps.connection.provider.getTransactionCount(sender, "pending");
    const nonce = Math.max(pending, await nextStoredNonce(transaction, sender));
    const raw = (await deps.relayer.signTransaction({ ...ready.request, nonce })) as Hex;
    await markSigned(transaction, relay.id, { sender, nonce, raw, hash: hashOf(raw) }, now());
    return { relay, raw };
  });
  if (signed === null) return false;
  if (signed.raw !== null) await broadcast(deps, signed.relay.id, signed.raw);
  return true;
}

/**
 * Follows orders that were signed: sends again what may not have arrived, and notes what a block holds.
 *
 * @returns how many are still under way.
 */
export async function resume(deps: SubmitDeps): Promise<number> {
  let open = 0;
  for (const relay of await underWay(deps.db)) {
    if (relay.hash === null || relay.raw === null || relay.nonce === null || relay.sender === null) continue;
    const receipt = await deps.connection.provider.getTransactionReceipt(relay.hash);
    if (receipt === null) {
      open++;
      const used = await deps.connection.provider.getTransactionCount(relay.sender, "latest");
      // Asked for again after the count: between the two questions its own block may have come.
      const late = used > relay.nonce ? await deps.connection.provider.getTransactionReceipt(relay.hash) : null;
      if (used > relay.nonce && late === null) await markAcceptedAgain(deps.db, relay.id);
      else if (used <= relay.nonce) await broadcast(deps, relay.id, relay.raw);
    } else if (receipt.status === 1) {
      await markMined(deps.db, relay.id, receipt.blockNumber, deps.now());
    } else {
      await markFailed(deps.db, relay.id, failureOf(await reasonOf(deps, relay, receipt.blockNumber)), deps.now());
    }
  }
  return open;
}

type Ready =
  | { readonly kind: "send"; readonly request: Parameters<Wallet["signTransaction"]>[0] }
  | { readonly kind: "failed"; readonly error: PeersealError }
  | { readonly kind: "done"; readonly block: number };

async function prepare(deps: SubmitDeps, relay: RelayRow): Promise<Ready> {
  const { provider, chainId } = deps.connection;
  try {
    const [gas, fees] = await Promise.all([
      provider.estimateGas({ from: deps.relayer.address, to: relay.target, data: relay.calldata, blockTag: "pending" }),
      provider.getFeeData(),
    ]);
    const request = {
      type: 2,
      chainId,
      to: relay.target,
      data: relay.calldata,
      value: 0n,
      gasLimit: (gas * GAS_MARGIN.numerator) / GAS_MARGIN.denominator,
      maxFeePerGas: fees.maxFeePerGas ?? fees.gasPrice ?? 0n,
      maxPriorityFeePerGas: fees.maxPriorityFeePerGas ?? 0n,
    };
    return { kind: "send", request };
  } catch (cause) {
    const error = decodeRevert(cause);
    if (error.retryable && error.code === "chain-unreachable") throw error;
    if (error.code === "Credential_BatchUsed" && (await isOwnBatch(deps, relay, error))) {
      return { kind: "done", block: await provider.getBlockNumber() };
    }
    return { kind: "failed", error };
  }
}

/** An anchor that a crash hid from us: the number is used, and by this very batch. */
async function isOwnBatch(deps: SubmitDeps, relay: RelayRow, error: PeersealError): Promise<boolean> {
  const { word } = error.details;
  const own = await deps.ownCommitment(relay);
  return own !== null && typeof word === "string" && unpackAnchor(BigInt(word)).commitment === own;
}

async function broadcast(deps: SubmitDeps, id: Hex, raw: Hex): Promise<void> {
  try {
    await deps.connection.provider.broadcastTransaction(raw);
  } catch (cause) {
    const error = decodeRevert(cause);
    if (error.code === "chain-unreachable") throw error;
    // Known already, or its nonce is used: the receipt will tell. Anything else is tried again by the next pass.
  }
  await markBroadcast(deps.db, id, deps.now());
}

async function reasonOf(deps: SubmitDeps, relay: RelayRow, block: number): Promise<PeersealError> {
  try {
    await deps.connection.provider.call({ to: relay.target, data: relay.calldata, blockTag: block });
    return new PeersealError("contract-revert", "The transaction was refused by the contract.");
  } catch (cause) {
    return decodeRevert(cause);
  }
}

function failureOf(error: PeersealError) {
  const details: unknown = JSON.parse(
    JSON.stringify(error.details, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
  );
  const safe = typeof details === "object" && details !== null ? details : {};
  return { code: error.code in ERRORS ? error.code : "contract-revert", message: error.message, details: safe };
}

function hashOf(raw: Hex): Hex {
  return keccak256(raw) as Hex;
}
