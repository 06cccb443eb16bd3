import type { TransactionReceipt, TransactionResponse } from "ethers";
import type { SignedAction } from "../core/actions.js";
import { PeersealError } from "../core/errors.js";
import type { Hex } from "../core/types.js";
import { type Call, encodeAction } from "./actions.js";
import type { NetworkContracts } from "./connect.js";
import { decodeRevert } from "./revert.js";
import { stringField } from "./rpc-fault.js";

/** Whoever pays the gas: a wallet of ethers with a provider, for instance. It needs no authority. */
export type Sender = {
  sendTransaction(transaction: { to?: string | null; data: string }): Promise<TransactionResponse>;
};

/**
 * Records a signed act and waits for its block.
 *
 * @throws PeersealError the contract's refusal under its own name, `relay-failed`, `chain-unreachable`.
 */
export function sendAction(
  sender: Sender,
  network: NetworkContracts,
  signed: SignedAction,
): Promise<TransactionReceipt> {
  return sendCall(sender, encodeAction(network, signed));
}

/** Sends a transaction and waits for its block; throws as {@link sendAction}. */
export async function sendCall(sender: Sender, call: Call | { readonly data: Hex }): Promise<TransactionReceipt> {
  return (await sendRecorded(sender, call)).receipt;
}

/** A transaction as it was sent, and as its block tells of it. */
export type Recorded = { readonly response: TransactionResponse; readonly receipt: TransactionReceipt };

/** As {@link sendCall}, with what was sent: its sender and nonce. */
export async function sendRecorded(sender: Sender, call: Call | { readonly data: Hex }): Promise<Recorded> {
  let response: TransactionResponse;
  try {
    response = await sender.sendTransaction({ ...call });
  } catch (error) {
    throw decodeRevert(error);
  }
  try {
    const receipt = await response.wait();
    if (receipt === null) throw new PeersealError("relay-failed", "The transaction was not recorded.");
    return { response, receipt };
  } catch (error) {
    throw decodeRevert(await why(response, error));
  }
}

/** A receipt says that a transaction reverted and not why: the same call in the chain's state tells. */
async function why({ to, from, data, provider }: TransactionResponse, error: unknown): Promise<unknown> {
  if (stringField(error, "code") !== "CALL_EXCEPTION") return error;
  try {
    await provider.call({ from, data, ...(to === null ? {} : { to }) });
    return error;
  } catch (reason) {
    return reason;
  }
}
