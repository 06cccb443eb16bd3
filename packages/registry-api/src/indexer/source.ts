import { type ChainEvent, decodeLogs, type Hex, type NetworkContracts, PeersealError, parseHex32 } from "@peerseal/sdk";
import type { Block, Log, Provider } from "ethers";
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

type Reader = Pick<Provider, "getBlock" | "getLogs">;

/** Reads through a connection to the network. */
export function chainSource(connection: NetworkContracts & { readonly provider: Reader }): ChainSource {
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
      const logs = await logsIn(provider, range, addresses);
      const ordered = [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
      return decodeLogs(connection, ordered).map(({ log, event }) => ({ event, ...placeOf(log) }));
    },
  };
}

/** Endpoints differ in how many blocks or logs they give at once: a refused range is asked for by halves. */
async function logsIn(provider: Reader, range: LogRange, addresses: readonly Hex[]): Promise<readonly Log[]> {
  const address = [...addresses];
  if ("blockHash" in range) return ask(() => provider.getLogs({ blockHash: range.blockHash, address }));
  const { from, to } = range;
  try {
    return await ask(() => provider.getLogs({ fromBlock: from, toBlock: to, address }));
  } catch (error) {
    if (from === to || !isRefusal(error)) throw error;
    const middle = Math.floor((from + to) / 2);
    const first = await logsIn(provider, { from, to: middle }, addresses);
    return [...first, ...(await logsIn(provider, { from: middle + 1, to }, addresses))];
  }
}

/** Whether the endpoint answered with an error of its own, which is how ethers names one that it does not know. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof PeersealError)) return false;
  const { cause } = error;
  return cause instanceof Error && "code" in cause && cause.code === "UNKNOWN_ERROR";
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
