import {
  type ChainEvent,
  decodeLogs,
  type Hex,
  type NetworkConnection,
  PeersealError,
  parseHex32,
} from "@peerseal/sdk";
import type { Block, Log } from "ethers";
import type { BlockRow } from "../store/blocks.js";

/** An event with where the chain says it. */
export type FoundEvent = {
  readonly event: ChainEvent;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly logIndex: number;
  readonly transactionHash: Hex;
};

export type LogRange = { readonly from: number; readonly to: number } | { readonly blockHash: Hex };

/** What the indexer reads of a chain. Every method throws `chain-unreachable` where no answer comes. */
export type ChainSource = {
  readonly latest: () => Promise<BlockRow>;
  /** null: the endpoint knows no finality. */
  readonly final: () => Promise<BlockRow | null>;
  /** null: the chain has no such block (now). */
  readonly block: (number: number) => Promise<BlockRow | null>;
  /** Events of ours at these addresses, in the order of the chain. */
  readonly events: (range: LogRange, addresses: readonly Hex[]) => Promise<readonly FoundEvent[]>;
};

/** Reads through a connection to the network. */
export function chainSource(connection: NetworkConnection): ChainSource {
  const { provider } = connection;
  const get = async (tag: number | string): Promise<BlockRow | null> => {
    const block = await ask(() => provider.getBlock(tag));
    return block === null ? null : toRow(block);
  };
  return {
    latest: async () => {
      const block = await get("latest");
      if (block === null) throw new PeersealError("chain-unreachable", "The endpoint has no newest block.");
      return block;
    },
    // Some development chains refuse the tag instead of answering; both say that nothing is known to be final.
    final: async () => get("finalized").catch(() => null),
    block: get,
    events: async (range, addresses) => {
      const where =
        "blockHash" in range ? { blockHash: range.blockHash } : { fromBlock: range.from, toBlock: range.to };
      const logs = await ask(() => provider.getLogs({ ...where, address: [...addresses] }));
      const ordered = [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
      return decodeLogs(connection, ordered).map(({ log, event }) => ({ event, ...placeOf(log) }));
    },
  };
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (cause) {
    if (cause instanceof PeersealError) throw cause;
    throw new PeersealError("chain-unreachable", "The chain gave no answer.", { cause });
  }
}

function toRow(block: Block): BlockRow {
  // A block without a hash is only pending; none is asked for.
  return {
    number: block.number,
    hash: parseHex32(block.hash ?? ""),
    parentHash: parseHex32(block.parentHash),
    at: block.timestamp,
  };
}

function placeOf(log: Log): Omit<FoundEvent, "event"> {
  return {
    blockNumber: log.blockNumber,
    blockHash: parseHex32(log.blockHash),
    logIndex: log.index,
    transactionHash: parseHex32(log.transactionHash),
  };
}
