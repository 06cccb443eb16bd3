import type { EventFragment, ParamType } from "ethers";
import { parseAddress } from "../core/ids.js";
import type { Address, Hex } from "../core/types.js";
import { INTERFACES } from "./abi.js";
import type { NetworkContracts } from "./connect.js";
import type { ChainEvent, EventContract } from "./events.js";
import { decodeLog, type RawLog } from "./logs.js";
import { UnsafeInteger } from "./plain.js";

/** Reads the event in a log; null: none of ours. Address, topics and data must be lowercase hex. */
export type LogReader = (log: RawLog) => ChainEvent | null;

/** Topics of the events of each contract. */
export function eventTopics(contract: EventContract): readonly Hex[] {
  return fragmentsOf(contract).map((fragment) => hex(fragment.topicHash));
}

/**
 * Makes a reader for many logs: the same as {@link decodeLog}, many times as fast. What is not encoded as Solidity
 * encodes it is left to {@link decodeLog}; a text that is not UTF-8 gets replacement characters, because a log that
 * cannot be read at all would stop whoever follows the chain.
 */
export function createLogReader(network: NetworkContracts): LogReader {
  const plans = new Map<string, Plan>();
  const at = new Map<string, EventContract[]>();
  for (const contract of CONTRACTS) {
    const address = network.contracts[contract];
    at.set(address, [...(at.get(address) ?? []), contract]);
  }
  const policyPlans = plansOf("policy");
  for (const [address, contracts] of at) {
    // The first contract of an address that has the event reads it, as in `decodeLog`.
    for (const contract of [...contracts].reverse()) {
      for (const [topic, plan] of plansOf(contract)) plans.set(address + topic, plan);
    }
  }
  return (log) => {
    const topic = log.topics[0];
    if (topic === undefined) return null;
    const plan = at.has(log.address) ? plans.get(log.address + topic) : policyPlans.get(topic);
    if (plan === undefined) return null;
    try {
      return plan(log);
    } catch (error) {
      if (error instanceof UnsafeInteger) return null;
      if (error instanceof NotCanonical) return decodeLog(network, log);
      throw error;
    }
  };
}

const CONTRACTS = ["institutions", "courses", "rubrics", "rounds", "credentials", "followUps", "directory"] as const;

type Plan = (log: RawLog) => ChainEvent;

/** A value in another form than Solidity gives it: dirty bits, an offset elsewhere, missing bytes. */
class NotCanonical extends Error {}

/** Where one word begins; the reader of a value is given it and where offsets count from. */
type Cursor = { readonly data: string; end: number };
type ValueReader = (cursor: Cursor, at: number, base: number) => unknown;

const WORD = 64;
const ZEROS = "0".repeat(WORD);
/** So many zeros as there are digits left of a number of digits. */
const ZEROS_BESIDE = Array.from({ length: WORD + 1 }, (_, digits) => "0".repeat(WORD - digits));
const NOT_STRICT = new TextDecoder("utf-8");

function fragmentsOf(contract: EventContract): readonly EventFragment[] {
  return INTERFACES[contract].fragments.filter((fragment): fragment is EventFragment => fragment.type === "event");
}

function plansOf(contract: EventContract): Map<string, Plan> {
  return new Map(fragmentsOf(contract).map((fragment) => [fragment.topicHash, planOf(contract, fragment)]));
}

function planOf(contract: EventContract, fragment: EventFragment): Plan {
  const names = fragment.inputs.map((input, i) => nameOf(input, i));
  const readers = fragment.inputs.map(readerOf);
  const isIndexed = fragment.inputs.map((input) => input.indexed === true);
  const isWord = fragment.inputs.map((input) => input.type === "bytes32");
  const indexedCount = isIndexed.filter(Boolean).length;
  const headSizes = fragment.inputs.map((input) => sizeOf(input));
  const headLength = headSizes.reduce((sum, size, i) => (isIndexed[i] ? sum : sum + size), 0);
  const addresses = new Map<string, Address>();
  return ({ address, topics, data }) => {
    if (topics.length !== indexedCount + 1 || (data.length - 2) % WORD !== 0) throw new NotCanonical();
    const cursor: Cursor = { data, end: 2 + headLength };
    if (data.length < cursor.end) throw new NotCanonical();
    const args: Record<string, unknown> = {};
    let topic = 1;
    let at = 2;
    for (let i = 0; i < readers.length; i++) {
      const reader = readers[i] ?? notRead;
      const name = names[i] ?? "";
      if (isIndexed[i] === true) {
        const word = topics[topic++] ?? "";
        if (word.length !== WORD + 2) throw new NotCanonical();
        args[name] = isWord[i] === true ? word : reader({ data: word, end: word.length }, 2, 2);
      } else {
        args[name] = reader(cursor, at, 2);
        at += headSizes[i] ?? WORD;
      }
    }
    let parsed = addresses.get(address);
    if (parsed === undefined) {
      parsed = parseAddress(address);
      if (addresses.size < 1_000) addresses.set(address, parsed);
    }
    // The ABI that made the plan is the one that the type is made of.
    return { contract, address: parsed, event: fragment.name, args } as unknown as ChainEvent;
  };
}

function nameOf(input: ParamType, place: number): string {
  return input.name.replace(/_$/, "") || String(place);
}

/** Characters of a value's head. */
function sizeOf(type: ParamType): number {
  if (isDynamic(type)) return WORD;
  if (type.arrayChildren !== null) return (type.arrayLength ?? 0) * sizeOf(type.arrayChildren);
  if (type.components !== null) return type.components.reduce((sum, component) => sum + sizeOf(component), 0);
  return WORD;
}

function isDynamic(type: ParamType): boolean {
  if (type.arrayChildren !== null) return type.arrayLength === -1 || isDynamic(type.arrayChildren);
  if (type.components !== null) return type.components.some(isDynamic);
  return type.type === "string" || type.type === "bytes";
}

/** A reader of a value whose head is at `at`; what is dynamic is found by its offset. */
function readerOf(type: ParamType): ValueReader {
  const direct = directReaderOf(type);
  if (!isDynamic(type)) return direct;
  return (cursor, at, base) => {
    const offset = base + 2 * smallOf(cursor.data, at);
    // Solidity writes tails one after another; whatever lies elsewhere is read with more care.
    if (offset !== cursor.end) throw new NotCanonical();
    return direct(cursor, offset, offset);
  };
}

function directReaderOf(type: ParamType): ValueReader {
  if (type.arrayChildren !== null) return arrayReader(type.arrayChildren, type.arrayLength ?? -1);
  if (type.components !== null) return tupleReader(type.components, isDynamic(type));
  if (type.type === "string") return (cursor, at) => textOf(bytesAt(cursor, at));
  if (type.type === "bytes") return (cursor, at) => `0x${bytesAt(cursor, at)}`;
  if (type.type === "bool") return ({ data }, at) => flagAt(data, at);
  if (type.type === "address") return ({ data }, at) => `0x${tailOf(data, at, 40)}`;
  const bytes = /^bytes(\d+)$/.exec(type.type)?.[1];
  if (bytes !== undefined) {
    const digits = 2 * Number(bytes);
    return ({ data }, at) => `0x${headOf(data, at, digits)}`;
  }
  const bits = /^uint(\d+)$/.exec(type.type)?.[1];
  if (bits === undefined) return notRead;
  return uintReader(Number(bits));
}

const notRead: ValueReader = () => {
  throw new NotCanonical();
};

function uintReader(bits: number): ValueReader {
  const digits = bits / 4;
  if (bits > 64) return ({ data }, at) => decimalOf(tailOf(data, at, digits));
  return ({ data }, at) => {
    const number = Number.parseInt(tailOf(data, at, digits), 16);
    if (!Number.isSafeInteger(number)) throw new UnsafeInteger(`An integer is ${number}`);
    return number;
  };
}

/** Most integers that may be large are small: making a BigInt of those takes several times as long. */
function decimalOf(digits: string): string {
  const few = digits.length - 13;
  return few > 0 && ZEROS.startsWith(digits.slice(0, few))
    ? String(Number.parseInt(digits.slice(few), 16))
    : BigInt(`0x${digits}`).toString();
}

function arrayReader(child: ParamType, length: number): ValueReader {
  const reader = readerOf(child);
  const size = sizeOf(child);
  return (cursor, at, base) => {
    const count = length === -1 ? smallOf(cursor.data, at) : length;
    const first = length === -1 ? at + WORD : at;
    if (first + count * size > cursor.data.length) throw new NotCanonical();
    if (length === -1) cursor.end = first + count * size;
    const from = length === -1 ? first : base;
    return Array.from({ length: count }, (_, i) => reader(cursor, first + i * size, from));
  };
}

function tupleReader(components: readonly ParamType[], dynamic: boolean): ValueReader {
  const readers = components.map(readerOf);
  const sizes = components.map(sizeOf);
  const names = components.map(nameOf);
  const length = sizes.reduce((sum, size) => sum + size, 0);
  return (cursor, at, base) => {
    if (at + length > cursor.data.length) throw new NotCanonical();
    if (dynamic) cursor.end = at + length;
    const value: Record<string, unknown> = {};
    let head = at;
    for (let i = 0; i < readers.length; i++) {
      const reader = readers[i] ?? notRead;
      value[names[i] ?? ""] = reader(cursor, head, dynamic ? at : base);
      head += sizes[i] ?? WORD;
    }
    return value;
  };
}

/** The last digits of a word whose others are zero. */
function tailOf(data: string, at: number, digits: number): string {
  if (at + WORD > data.length) throw new NotCanonical();
  if (digits < WORD && !data.startsWith(ZEROS_BESIDE[digits] ?? ZEROS, at)) throw new NotCanonical();
  return data.slice(at + WORD - digits, at + WORD);
}

/** The first digits of a word whose others are zero. */
function headOf(data: string, at: number, digits: number): string {
  if (at + WORD > data.length) throw new NotCanonical();
  if (digits < WORD && !data.startsWith(ZEROS_BESIDE[digits] ?? ZEROS, at + digits)) throw new NotCanonical();
  return data.slice(at, at + digits);
}

function flagAt(data: string, at: number): boolean {
  const digit = tailOf(data, at, 1);
  if (digit !== "0" && digit !== "1") throw new NotCanonical();
  return digit === "1";
}

/** A length or an offset in bytes: beyond 2^32 there is none. */
function smallOf(data: string, at: number): number {
  return Number.parseInt(tailOf(data, at, 8), 16);
}

/** The digits of bytes with their length before them, padded with zeros to whole words. */
function bytesAt(cursor: Cursor, at: number): string {
  const digits = 2 * smallOf(cursor.data, at);
  const from = at + WORD;
  const end = from + Math.ceil(digits / WORD) * WORD;
  if (end > cursor.data.length) throw new NotCanonical();
  if (!ZEROS.startsWith(cursor.data.slice(from + digits, end))) throw new NotCanonical();
  cursor.end = end;
  return cursor.data.slice(from, from + digits);
}

function textOf(digits: string): string {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return NOT_STRICT.decode(bytes);
}

function hex(text: string): Hex {
  return `0x${text.slice(2).toLowerCase()}`;
}
