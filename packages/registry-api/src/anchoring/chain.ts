import { decodeRevert, type Hex, type NetworkConnection } from "@peerseal/sdk";

/** What one unit of gas may cost, in wei. */
export type Fees = { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint };

/** What is in a block. `hash`: of the transaction. */
export type Mined = { readonly hash: Hex; readonly block: number; readonly succeeded: boolean };

/** Questions to the chain; each throws PeersealError: `chain-unreachable`, `relay-failed`, or a contract's refusal. */
export type Chain = {
  readonly mined: (hash: Hex) => Promise<Mined | null>;
  readonly isKnown: (hash: Hex) => Promise<boolean>;
  /** Transactions of an account in blocks, up to one of them; `pending` adds those that the node holds. */
  readonly count: (sender: Hex, upTo: "latest" | "pending" | number) => Promise<number>;
  readonly balance: (sender: Hex) => Promise<bigint>;
  readonly fees: () => Promise<Fees>;
  readonly baseFee: () => Promise<bigint>;
  readonly estimate: (from: Hex, to: Hex, data: Hex) => Promise<bigint>;
  readonly call: (to: Hex, data: Hex, block?: number) => Promise<void>;
  readonly send: (raw: Hex) => Promise<void>;
  readonly newest: () => Promise<number>;
};

export function chainOf({ provider }: Pick<NetworkConnection, "provider">): Chain {
  return {
    mined: (hash) =>
      ask(async () => {
        const receipt = await provider.getTransactionReceipt(hash);
        return receipt && { hash, block: receipt.blockNumber, succeeded: receipt.status === 1 };
      }),
    isKnown: (hash) => ask(async () => (await provider.getTransaction(hash)) !== null),
    count: (sender, upTo) => ask(() => provider.getTransactionCount(sender, upTo)),
    balance: (sender) => ask(() => provider.getBalance(sender)),
    fees: () =>
      ask(async () => {
        const fees = await provider.getFeeData();
        return {
          maxFeePerGas: fees.maxFeePerGas ?? fees.gasPrice ?? 0n,
          maxPriorityFeePerGas: fees.maxPriorityFeePerGas ?? 0n,
        };
      }),
    baseFee: () => ask(async () => (await provider.getBlock("latest"))?.baseFeePerGas ?? 0n),
    estimate: (from, to, data) => ask(() => provider.estimateGas({ from, to, data, blockTag: "pending" })),
    call: (to, data, block) =>
      ask(async () => {
        await provider.call({ to, data, blockTag: block ?? "latest" });
      }),
    send: (raw) =>
      ask(async () => {
        await provider.broadcastTransaction(raw);
      }),
    newest: () => ask(() => provider.getBlockNumber()),
  };
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (cause) {
    throw decodeRevert(cause);
  }
}

/** Hex as our tables hold it. */
export function hexOf(text: string): Hex {
  return `0x${text.slice(2).toLowerCase()}`;
}
