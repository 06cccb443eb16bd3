import type { Hex } from "@peerseal/sdk";
import { type Caller, numberOf, RpcFault } from "../rpc/index.js";
import type { BlockRow } from "../store/blocks.js";

/** A block as its header tells. `bloom`: 512 hex digits, what its logs may hold. */
export type Header = BlockRow & { readonly bloom: string };

/** @throws RpcFault; null: the endpoint has no such block. */
export async function askHeader(caller: Caller, tag: number | "latest" | "finalized"): Promise<Header | null> {
  const asked = typeof tag === "number" ? hexNumber(tag) : tag;
  const block = await caller.call("eth_getBlockByNumber", [asked, false]);
  if (block === null) return null;
  const header = parseHeader(block);
  if (typeof tag === "number" && header.number !== tag)
    throw new RpcFault("malformed", `Block ${tag} has another number.`);
  return header;
}

/**
 * The headers of a row of blocks, each the parent of the next.
 *
 * @throws RpcFault `suspect` where one is missing, or they do not follow one another.
 */
export async function askHeaders(caller: Caller, from: number, to: number): Promise<readonly Header[]> {
  const calls = Array.from({ length: to - from + 1 }, (_, i) => ({
    method: "eth_getBlockByNumber",
    params: [hexNumber(from + i), false],
  }));
  const headers: Header[] = [];
  for (const [i, block] of (await caller.batch(calls)).entries()) {
    if (block === null) throw new RpcFault("suspect", `Block ${from + i} is missing.`);
    const header = parseHeader(block);
    const before = headers.at(-1);
    if (header.number !== from + i) throw new RpcFault("malformed", `Block ${from + i} has another number.`);
    if (before !== undefined && header.parentHash !== before.hash) {
      throw new RpcFault("suspect", `Block ${header.number} does not follow the one before it.`);
    }
    headers.push(header);
  }
  return headers;
}

export function hexNumber(number: number): string {
  return `0x${number.toString(16)}`;
}

const HASH = /^0x[0-9a-f]{64}$/;
const BLOOM = /^0x[0-9a-f]{512}$/;

/** @throws RpcFault `malformed` */
function parseHeader(block: unknown): Header {
  if (typeof block !== "object" || block === null) throw new RpcFault("malformed", "A block is no object.");
  const told: { readonly [name: string]: unknown } = { ...block };
  return {
    number: numberOf(told.number, "block's number"),
    hash: hashOf(told.hash, "block's hash"),
    parentHash: hashOf(told.parentHash, "parent's hash"),
    at: numberOf(told.timestamp, "block's time"),
    bloom: bloomOf(told.logsBloom),
  };
}

/** 32 bytes of JSON-RPC, in lowercase. @throws RpcFault `malformed`. */
export function hashOf(value: unknown, what: string): Hex {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (!HASH.test(text)) throw new RpcFault("malformed", `The ${what} is not 32 bytes.`);
  return `0x${text.slice(2)}`;
}

function bloomOf(value: unknown): string {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (!BLOOM.test(text)) throw new RpcFault("malformed", "The block's logs bloom is not 256 bytes.");
  return text.slice(2);
}
