import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { hasCode, takeProcessLock } from "../../packages/registry-api/src/store/embedded/process-lock.ts";
import { type Door, openDoor } from "./door.ts";
import { corrupt, createJournal, type Journal, openJournal } from "./journal.ts";
import { handlingOf } from "./methods.ts";
import { type Block, blockAt, type Genesis, mine, type Node, setNextTime, startNode } from "./node.ts";
import { RPC, RpcError } from "./rpc-error.ts";

/** The chain id of every local chain; the genesis hash tells them apart. */
export const LOCAL_CHAIN_ID = 31337;

const HARDFORK = "osaka";
const BASE_FEE_PER_GAS = "1000000000";
const GAS_LIMIT = "60000000";
const BACKDATED_SECONDS = 800 * 86_400;

/** A clock: integer seconds since 1970. */
export type Clock = () => number;

export type LocalChainOptions = {
  /** The data folder; the chain keeps its journal and lock in `chain/` below it. */
  readonly dataDir: string;
  /** Time of new blocks; the system's unless given. */
  readonly now?: Clock;
  /** Accounts that own money from the genesis on. Read only when the chain is created. */
  readonly fund?: readonly { readonly address: string; readonly wei: bigint }[];
  /** Whose rules hold; the newest unless given. Read only when the chain is created. */
  readonly hardfork?: "prague" | "osaka";
};

/** A running local chain. Everything it answers is on the disk. */
export type LocalChain = {
  readonly chainId: number;
  readonly genesisHash: string;
  /** True when this call created the chain: there is nothing on it yet. */
  readonly created: boolean;
  /**
   * One JSON-RPC request by the rules of the door, without HTTP.
   *
   * @throws RpcError with the JSON-RPC code; 3 and the revert's data when a call reverts.
   */
  readonly request: (method: string, params?: readonly unknown[]) => Promise<unknown>;
  /** Lets a seeder choose the time of blocks before the door opens; null goes back to the clock. */
  readonly setClock: (clock: Clock | null) => void;
  /**
   * Opens the door on a loopback address (default 127.0.0.1; port 0 takes a free one) and gives its URL.
   *
   * @throws PeersealError `port-taken`, `config-invalid` for an address that others can reach.
   */
  readonly listen: (options: { readonly port: number; readonly host?: string }) => Promise<string>;
  /** Closes the door, lets the request at work finish, and frees the data folder. */
  readonly close: () => Promise<void>;
};

/**
 * Opens the chain of a data folder, creating it the first time: replays its journal and checks every block hash.
 *
 * @throws PeersealError `data-locked`, `chain-data-corrupt`, `disk-full`.
 */
export async function openLocalChain(options: LocalChainOptions): Promise<LocalChain> {
  const systemClock: Clock = options.now ?? (() => Math.floor(Date.now() / 1000));
  const folder = join(options.dataDir, "chain");
  const path = join(folder, "journal.jsonl");
  const lock = await takeProcessLock(join(folder, "lock"), "The local chain").catch((error) => {
    throw asDiskFull(error);
  });
  let journal: Journal | undefined;
  let node: Node;
  let created = false;
  try {
    journal = await openJournal(path);
    if (journal === undefined) {
      created = true;
      journal = await createJournal(path, await newHeader(systemClock(), options));
    }
    node = await replay(path, journal);
  } catch (error) {
    await journal?.close();
    await lock.release();
    throw asDiskFull(error);
  }
  const machine = runMachine({ path, journal, node, systemClock });
  let door: Door | undefined;
  return {
    chainId: journal.header.chainId,
    genesisHash: journal.header.genesisHash,
    created,
    request: machine.request,
    setClock: machine.setClock,
    listen: async ({ port, host }) => {
      door = await openDoor({ request: machine.request }, { port, host: host ?? "127.0.0.1" });
      return door.url;
    },
    close: async () => {
      await door?.close();
      await machine.close();
      await lock.release();
    },
  };
}

/**
 * Removes the local chain of a data folder for good.
 *
 * @throws PeersealError `data-locked` while a process uses it.
 */
export async function removeLocalChain(dataDir: string): Promise<void> {
  const folder = join(dataDir, "chain");
  const lock = await takeProcessLock(join(folder, "lock"), "The local chain");
  try {
    await rm(join(folder, "journal.jsonl"), { force: true });
  } finally {
    await lock.release();
  }
  await rm(folder, { recursive: true, force: true });
}

async function newHeader(now: number, { fund = [], hardfork = HARDFORK }: LocalChainOptions) {
  const genesis: Genesis = {
    journal: "peerseal.local-chain/1",
    chainId: LOCAL_CHAIN_ID,
    hardfork,
    baseFeePerGas: BASE_FEE_PER_GAS,
    gasLimit: GAS_LIMIT,
    initialAt: now - BACKDATED_SECONDS,
    salt: `0x${randomBytes(32).toString("hex")}`,
    fund: fund.map(({ address, wei }) => ({ address: address.toLowerCase(), wei: wei.toString() })),
  };
  const node = await startNode(genesis);
  const { hash } = await blockAt(node, "0x0");
  await node.close();
  return { ...genesis, genesisHash: hash };
}

async function replay(path: string, journal: Journal): Promise<Node> {
  const node = await startNode(journal.header);
  let parent = await blockAt(node, "latest");
  if (parent.hash !== journal.header.genesisHash) throw corrupt(path, 1, "the genesis has another hash");
  for (const [index, entry] of journal.entries.entries()) {
    const line = index + 2;
    let block: Block;
    try {
      await setNextTime(node, entry.at);
      ({ block } = await mine(node, parent, entry.raw));
    } catch (cause) {
      throw corrupt(path, line, "the node rejects the transaction", cause);
    }
    if (block.hash !== entry.block) throw corrupt(path, line, `the block hash is ${block.hash}, not ${entry.block}`);
    parent = block;
  }
  return node;
}

type Parts = {
  readonly path: string;
  readonly journal: Journal;
  readonly node: Node;
  readonly systemClock: Clock;
};

/** Serves requests one after another, so that nobody reads a block before it is on the disk. */
function runMachine({ path, journal, node: first, systemClock }: Parts) {
  let node: Node | undefined = first;
  let clock = systemClock;
  let failed = false;
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const running = (): Node => {
    if (node === undefined || closed) throw new RpcError(RPC.server, "The chain is closed.");
    return node;
  };

  /** The next block's time: the clock's, but never at or before its parent. Also what `pending` sees. */
  const nextTime = async (): Promise<{ parent: Block; at: number }> => {
    const parent = await blockAt(running(), "latest");
    const at = Math.max(parent.at + 1, clock());
    // The node's own clock drifts from ours over every restart and burst of blocks: it is set anew each time.
    await setNextTime(running(), at);
    return { parent, at };
  };

  const read = async (method: string, params: readonly unknown[]): Promise<unknown> => {
    if (method === "eth_estimateGas" || params.includes("pending")) await nextTime();
    return running().request(method, params);
  };

  const send = async (params: readonly unknown[]): Promise<string> => {
    const raw = parseRaw(params);
    if (failed) throw journalFailed();
    const { parent, at } = await nextTime();
    const { hash, block } = await mine(running(), parent, raw);
    try {
      // A crash before this line ends on the disk loses a transaction that nobody was told of.
      await journal.append({ raw, at, block: block.hash });
    } catch (cause) {
      failed = true;
      // The node holds a block that the journal does not: go back to what is on the disk, by the way of every start.
      await node?.close();
      node = undefined;
      node = await replay(path, journal);
      throw journalFailed(cause);
    }
    return hash;
  };

  const request = async (method: string, params: readonly unknown[] = []): Promise<unknown> => {
    const handling = handlingOf(method);
    switch (handling.kind) {
      case "fixed":
        return handling.answer;
      case "read":
        return inTurn(() => read(method, params));
      case "send":
        return inTurn(() => send(params));
      case "refused":
        // The first words are those that clients look for to fall back to other methods.
        throw new RpcError(
          RPC.methodNotFound,
          `the method ${method.slice(0, 60)} does not exist or is not available: this chain takes methods that read, and eth_sendRawTransaction.`,
        );
    }
  };

  return {
    request,
    setClock: (chosen: Clock | null): void => {
      clock = chosen ?? systemClock;
    },
    close: () =>
      inTurn(async () => {
        if (closed) return;
        closed = true;
        await node?.close();
        await journal.close();
      }),
  };
}

function parseRaw(params: readonly unknown[]): string {
  const [raw] = params;
  if (params.length !== 1 || typeof raw !== "string" || !/^0x([0-9a-fA-F]{2})+$/.test(raw)) {
    throw new RpcError(RPC.invalidParams, "Give one signed transaction as 0x-prefixed hexadecimal.");
  }
  return raw.toLowerCase();
}

function journalFailed(cause?: unknown): RpcError {
  const error = new RpcError(
    RPC.server,
    "The chain's journal cannot be written, so no transaction is taken: free some space on the disk and start again. Nothing answered was lost.",
  );
  if (cause !== undefined) error.cause = cause;
  return error;
}

function asDiskFull(error: unknown): unknown {
  if (!hasCode(error, "ENOSPC") && !hasCode(error, "EDQUOT") && !hasCode(error, "EFBIG")) return error;
  return new PeersealError("disk-full", "The local chain cannot be written.", { cause: error });
}
