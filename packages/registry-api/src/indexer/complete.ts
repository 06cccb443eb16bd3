import type { Hex } from "@peerseal/sdk";
import { type Caller, RpcFault } from "../rpc/index.js";
import type { Blooms } from "./bloom.js";
import type { Header } from "./header.js";
import { type Log, parseLogs } from "./log.js";

/** Whose logs are wanted, and which events each may give. */
export type Wanted = { readonly address: Hex; readonly topics: readonly Hex[] };

/**
 * Holds logs to the headers of their blocks: that each is of the block that it names, that none stands where the bloom
 * has none, and that none was held back. A block's logs are complete when they are numbered without a gap and make the
 * very bloom of the header; where ours alone do not, all logs of the block are asked for.
 *
 * @throws RpcFault `suspect`
 */
export async function requireComplete(
  caller: Caller,
  blooms: Blooms,
  headers: readonly Header[],
  logs: readonly Log[],
  wanted: readonly Wanted[],
): Promise<void> {
  const byBlock = groupByBlock(headers, logs, wanted);
  const doubtful: { readonly header: Header; readonly ours: readonly Log[] }[] = [];
  for (const header of headers) {
    const ours = byBlock.get(header.number) ?? [];
    const may = wanted.some(({ address, topics }) => mayHold(blooms, header, address, topics));
    if (!may && ours.some((log) => isWanted(log, wanted)))
      throw new RpcFault("suspect", `Block ${header.number} cannot hold logs of ours.`);
    if (may && !isWhole(blooms, header, ours)) doubtful.push({ header, ours });
  }
  if (doubtful.length === 0) return;
  const answers = await caller.batch(
    doubtful.map(({ header }) => ({ method: "eth_getLogs", params: [{ blockHash: header.hash }] })),
  );
  for (const [i, { header, ours }] of doubtful.entries()) {
    const all = parseLogs(answers[i]);
    requireOf(header, all);
    if (!isWhole(blooms, header, all))
      throw new RpcFault("suspect", `Block ${header.number} holds more logs than told.`);
    const addresses = new Set(wanted.map(({ address }) => address));
    const expected = all.filter((log) => addresses.has(log.address)).map((log) => log.logIndex);
    if (expected.join() !== ours.map((log) => log.logIndex).join()) {
      throw new RpcFault("suspect", `Block ${header.number} holds other logs of ours than told.`);
    }
  }
}

/** A contract's log without one of its events is none that we read; one with it shows address and topic in the bloom. */
function mayHold(blooms: Blooms, { bloom }: Header, address: Hex, topics: readonly Hex[]): boolean {
  return blooms.mayHold(bloom, [address]) && topics.some((topic) => blooms.mayHold(bloom, [topic]));
}

function isWanted({ address, topics: [topic] }: Log, wanted: readonly Wanted[]): boolean {
  return topic !== undefined && wanted.some((one) => one.address === address && one.topics.includes(topic));
}

function isWhole(blooms: Blooms, { bloom }: Header, logs: readonly Log[]): boolean {
  return logs.every((log, i) => log.logIndex === i) && blooms.of(logs) === bloom;
}

function groupByBlock(
  headers: readonly Header[],
  logs: readonly Log[],
  wanted: readonly Wanted[],
): ReadonlyMap<number, readonly Log[]> {
  const addresses = new Set(wanted.map(({ address }) => address));
  const byNumber = new Map(headers.map((header) => [header.number, header]));
  const groups = new Map<number, Log[]>();
  for (const log of logs) {
    if (!addresses.has(log.address)) throw new RpcFault("suspect", "A log is of a contract that was not asked for.");
    const group = groups.get(log.blockNumber);
    if (group === undefined) groups.set(log.blockNumber, [log]);
    else group.push(log);
  }
  for (const [number, group] of groups) {
    const header = byNumber.get(number);
    if (header === undefined) throw new RpcFault("suspect", `A log is of block ${number}, which was not asked for.`);
    requireOf(header, group);
  }
  return groups;
}

/** Logs of one block name it by its hash, and their transactions follow one another as they do. */
export function requireOf(header: Header, logs: readonly Log[]): void {
  let transaction = 0;
  for (const log of logs) {
    if (log.blockHash !== header.hash || log.blockNumber !== header.number) {
      throw new RpcFault("suspect", `A log of block ${header.number} is of another block ${log.blockHash}.`);
    }
    if (log.transactionIndex < transaction) {
      throw new RpcFault("suspect", `Logs of block ${header.number} are out of order.`);
    }
    transaction = log.transactionIndex;
  }
}
