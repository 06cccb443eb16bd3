import { createHash } from "node:crypto";
import {
  type ChainEvent,
  createLogReader,
  type EventContract,
  eventTopics,
  type Hex,
  type NetworkContracts,
} from "@peerseal/sdk";
import { type Asking, type Caller, RpcFault, soloAsking } from "../rpc/index.js";
import type { BlockRow } from "../store/blocks.js";
import type { Place } from "../store/chain-rows.js";
import { type Blooms, createBlooms } from "./bloom.js";
import { requireComplete, type Wanted } from "./complete.js";
import { askHeader, askHeaders, type Header, hexNumber } from "./header.js";
import { type Log, parseLogs } from "./log.js";
import { createRanges } from "./ranges.js";

/** An event with where the chain says it. */
export type FoundEvent = { readonly event: ChainEvent; readonly place: Place };

/** Blocks that follow one another, with our events: the first and the last of them, those with events, and these. */
export type Stretch = {
  readonly first: BlockRow;
  readonly head: BlockRow;
  readonly blocks: readonly BlockRow[];
  readonly events: readonly FoundEvent[];
};

export type StretchOptions = {
  /** Blocks that may still change are asked for by their hashes. */
  readonly isFinal: boolean;
};

/**
 * What the indexer reads of a chain. Every method throws RpcFault where no answer can be used; `suspect` ones contradict
 * the chain and were refused by every endpoint that was asked.
 */
export type ChainSource = {
  readonly latest: () => Promise<BlockRow>;
  /** null: the endpoint knows no finality. */
  readonly final: () => Promise<BlockRow | null>;
  /** null: the chain has no such block (now). */
  readonly block: (number: number) => Promise<BlockRow | null>;
  /** Our events at these addresses in a row of blocks, held to the headers of all of them. */
  readonly stretch: (from: number, to: number, addresses: readonly Hex[], options: StretchOptions) => Promise<Stretch>;
  /** How many final blocks to ask for at once now. */
  readonly rangeBlocks: () => number;
};

export type SourceOptions = {
  /** Blocks that an endpoint may be behind the others and still be asked; 3 unless given. */
  readonly staleBlocks?: number;
  /** `none` for chains whose headers hold no logs bloom, or busy ones whose blocks' logs are too many to look through. */
  readonly check?: "bloom" | "none";
};

/** Reads through a connection to the network, whose provider must speak JSON-RPC. */
export function chainSource(connection: NetworkContracts & { readonly provider: object }): ChainSource {
  const { provider } = connection;
  return sourceOver(
    soloAsking("provider", async (method, params) => {
      if (!("send" in provider) || typeof provider.send !== "function") throw new TypeError("No JSON-RPC provider.");
      return provider.send(method, params);
    }),
    connection,
  );
}

/** Reads through several endpoints. */
export function sourceOver(asking: Asking, network: NetworkContracts, options: SourceOptions = {}): ChainSource {
  const { staleBlocks = 3, check = "bloom" } = options;
  const read = createLogReader(network);
  const topicsAt = topicsByAddress(network);
  const ranges = createRanges();
  let blooms: Promise<Blooms> | undefined;
  let last = "";

  const block = (number: number) =>
    asking.agree(
      (caller) => askHeader(caller, number),
      (header) => header?.hash ?? "none",
    );

  return {
    latest: async () => {
      const heads = await asking.survey(async (caller) => {
        const header = await askHeader(caller, "latest");
        if (header === null) throw new RpcFault("malformed", "The endpoint has no newest block.");
        return header;
      });
      const numbers = heads.map(({ answer }) => answer.number).sort((a, b) => b - a);
      // One endpoint alone must not make all others look stale where several are to agree.
      const newest = numbers[Math.min(asking.agreement, numbers.length) - 1] ?? 0;
      const fresh = heads.filter(({ answer }) => answer.number >= newest - staleBlocks);
      asking.markStale(heads.filter((head) => !fresh.includes(head)).map(({ name }) => name));
      if (asking.agreement < 2) return rowOf((fresh[0] ?? heads[0])?.answer ?? missing());
      return rowOf((await block(newest)) ?? missing());
    },
    final: async () => {
      const told = await asking
        .survey((caller) => askHeader(caller, "finalized"))
        // Some development chains refuse the tag instead of answering; both say that nothing is known to be final.
        .catch((error: unknown) => {
          if (error instanceof RpcFault && error.kind === "refused") return [];
          throw error;
        });
      const known = told.flatMap(({ answer }) => (answer === null ? [] : [answer]));
      if (asking.agreement < 2) return known[0] === undefined ? null : rowOf(known[0]);
      const number = known.map((header) => header.number).sort((a, b) => b - a)[asking.agreement - 1];
      const agreed = number === undefined ? null : await block(number);
      return agreed === null ? null : rowOf(agreed);
    },
    block: async (number) => {
      const found = await block(number);
      return found === null ? null : rowOf(found);
    },
    rangeBlocks: () => ranges.next(last),
    stretch: async (from, to, addresses, { isFinal }) => {
      blooms ??= createBlooms();
      const ready = await blooms;
      const wanted = addresses.map((address) => ({ address, topics: topicsAt(address) }));
      const found = await asking.agree(async (caller) => {
        const [started, before] = [performance.now(), caller.bytes()];
        const [headers, logs] = isFinal
          ? await Promise.all([askHeaders(caller, from, to), logsOf(caller, from, to)])
          : await eachOf(caller, from, to, addresses);
        if (check === "bloom") await requireComplete(caller, ready, headers, logs, wanted);
        else requireKnown(headers, logs, wanted);
        last = caller.name;
        if (isFinal) ranges.gave(caller.name, to - from + 1, performance.now() - started, caller.bytes() - before);
        return { headers, logs };
      }, digestOf);
      return stretchOf(found.headers, found.logs, read);

      async function logsOf(caller: Caller, first: number, end: number): Promise<readonly Log[]> {
        try {
          const range = { fromBlock: hexNumber(first), toBlock: hexNumber(end), address: [...addresses] };
          return parseLogs(await caller.call("eth_getLogs", [range]));
        } catch (error) {
          // Endpoints differ in how many blocks or logs they give at once, and in how they say so.
          const isRefusal = error instanceof RpcFault && (error.kind === "too-large" || error.kind === "refused");
          if (!isRefusal) throw error;
          if (first === end) throw new RpcFault("unreachable", `Block ${first}: ${error.message}`);
          ranges.refused(caller.name, end - first + 1);
          const middle = Math.floor((first + end) / 2);
          const low = await logsOf(caller, first, middle);
          return [...low, ...(await logsOf(caller, middle + 1, end))];
        }
      }
    },
  };
}

/** Newest blocks, each with the logs that its hash leads to. */
async function eachOf(
  caller: Caller,
  from: number,
  to: number,
  addresses: readonly Hex[],
): Promise<readonly [readonly Header[], readonly Log[]]> {
  const headers = await askHeaders(caller, from, to);
  const answers = await caller.batch(
    headers.map(({ hash }) => ({ method: "eth_getLogs", params: [{ blockHash: hash, address: [...addresses] }] })),
  );
  // A block that was there a moment ago and has no logs to tell is gone.
  return [headers, answers.flatMap((answer) => parseLogs(answer ?? []))];
}

/** Where the bloom says nothing, hashes still do. @throws RpcFault `suspect`. */
function requireKnown(headers: readonly Header[], logs: readonly Log[], wanted: readonly Wanted[]): void {
  const hashes = new Map(headers.map((header) => [header.number, header.hash]));
  const addresses = new Set(wanted.map(({ address }) => address));
  for (const log of logs) {
    if (hashes.get(log.blockNumber) === log.blockHash && addresses.has(log.address)) continue;
    throw new RpcFault("suspect", `A log of block ${log.blockNumber} does not belong there.`);
  }
}

function stretchOf(
  headers: readonly Header[],
  logs: readonly Log[],
  read: ReturnType<typeof createLogReader>,
): Stretch {
  const [first, head] = [headers[0] ?? missing(), headers.at(-1) ?? missing()];
  const events: FoundEvent[] = [];
  const holding = new Set<number>();
  for (const log of logs) {
    const event = read(log);
    if (event === null) continue;
    const { number: blockNumber, hash: blockHash, at } = headers[log.blockNumber - first.number] ?? missing();
    const { logIndex, transactionHash } = log;
    events.push({ event, place: { blockNumber, blockHash, logIndex, transactionHash, at } });
    holding.add(blockNumber);
  }
  const kept = headers.filter((header) => holding.has(header.number) || header === first || header === head);
  return { first: rowOf(first), head: rowOf(head), blocks: kept.map(rowOf), events };
}

/** The same for two endpoints that say the same. */
function digestOf({ headers, logs }: { readonly headers: readonly Header[]; readonly logs: readonly Log[] }): string {
  const hash = createHash("sha256");
  for (const header of headers) hash.update(header.hash);
  for (const log of logs) {
    hash.update(`${log.blockHash}${log.logIndex}${log.transactionHash}${log.address}${log.topics.join()}${log.data}`);
  }
  return hash.digest("hex");
}

function topicsByAddress({ contracts }: NetworkContracts): (address: Hex) => readonly Hex[] {
  const topics = new Map<string, Hex[]>();
  const names: readonly Exclude<EventContract, "policy">[] = [
    "institutions",
    "courses",
    "rubrics",
    "rounds",
    "credentials",
    "followUps",
    "directory",
  ];
  for (const name of names) {
    const address = contracts[name];
    topics.set(address, [...(topics.get(address) ?? []), ...eventTopics(name)]);
  }
  const policies = eventTopics("policy");
  return (address) => topics.get(address) ?? policies;
}

function rowOf({ number, hash, parentHash, at }: BlockRow): BlockRow {
  return { number, hash, parentHash, at };
}

function missing(): never {
  throw new RpcFault("suspect", "The endpoint lost a block that it told of.");
}
