import type { Hex } from "@peerseal/sdk";
import { numberOf, RpcFault } from "../rpc/index.js";
import { hashOf } from "./header.js";

/** A log as an endpoint gives it, in lowercase hex. */
export type Log = {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly transactionIndex: number;
  readonly logIndex: number;
};

const ADDRESS = /^0x[0-9a-f]{40}$/;
const TOPIC = /^0x[0-9a-f]{64}$/;
const BYTES = /^0x[0-9a-f]*$/;

/**
 * Logs in the order of the chain.
 *
 * @throws RpcFault `malformed`; `suspect` for a log that is said to be taken back, or given twice.
 */
export function parseLogs(answer: unknown): readonly Log[] {
  if (!Array.isArray(answer)) throw new RpcFault("malformed", "The logs are no array.");
  const logs = answer.map(parseLog);
  for (let i = 1; i < logs.length; i++) {
    if (order(logs[i - 1], logs[i]) >= 0) return inOrder(logs);
  }
  return logs;
}

function inOrder(logs: readonly Log[]): readonly Log[] {
  const sorted = [...logs].sort(order);
  for (let i = 1; i < sorted.length; i++) {
    if (order(sorted[i - 1], sorted[i]) === 0) throw new RpcFault("suspect", "A log is given twice.");
  }
  return sorted;
}

function order(a: Log | undefined, b: Log | undefined): number {
  if (a === undefined || b === undefined) return -1;
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}

function parseLog(value: unknown): Log {
  if (typeof value !== "object" || value === null) throw new RpcFault("malformed", "A log is no object.");
  const told: { readonly [name: string]: unknown } = value as Record<string, unknown>;
  if (told.removed === true) throw new RpcFault("suspect", "A log was taken back.");
  const topics = told.topics;
  if (!Array.isArray(topics) || topics.length > 4) throw new RpcFault("malformed", "A log has no topics.");
  return {
    address: hexOf(told.address, ADDRESS),
    topics: topicsOf(topics),
    data: hexOf(told.data, BYTES),
    blockNumber: numberOf(told.blockNumber, "log's block"),
    // Compared with its header's, which was looked at.
    blockHash: sameOf(told.blockHash),
    transactionHash: hashOf(told.transactionHash, "log's transaction"),
    transactionIndex: numberOf(told.transactionIndex, "log's transaction index"),
    logIndex: numberOf(told.logIndex, "log's index"),
  };
}

/** The array that they came in where nothing is to be changed: there are as many as logs. */
function topicsOf(told: readonly unknown[]): readonly Hex[] {
  return told.every(isTopic) ? told : told.map((topic) => hexOf(topic, TOPIC));
}

function isTopic(value: unknown): value is Hex {
  return typeof value === "string" && TOPIC.test(value);
}

function sameOf(value: unknown): Hex {
  if (typeof value !== "string") throw new RpcFault("malformed", "A log names no block.");
  return value as Hex;
}

function hexOf(value: unknown, form: RegExp): Hex {
  if (typeof value !== "string") throw new RpcFault("malformed", "A log lacks a part.");
  if (form.test(value)) return value as Hex;
  const lower = value.toLowerCase();
  if (!form.test(lower)) throw new RpcFault("malformed", "A part of a log is malformed.");
  return lower as Hex;
}
