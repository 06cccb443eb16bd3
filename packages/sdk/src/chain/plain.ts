import type { ParamType } from "ethers";
import type { Hex } from "../core/types.js";

type Param = { readonly type: string; readonly name?: string; readonly components?: readonly Param[] };

/**
 * An ABI value in JSON: integers up to 64 bits as numbers, larger ones as decimal strings, bytes and addresses as
 * lowercase hex, structs as objects.
 */
export type PlainOf<P extends Param> = P["type"] extends `${infer E}[${string}]`
  ? readonly PlainOf<
      P extends { readonly components: infer C extends readonly Param[] }
        ? { readonly type: E; readonly components: C }
        : { readonly type: E }
    >[]
  : P extends { readonly type: "tuple"; readonly components: infer C extends readonly Param[] }
    ? PlainArgs<C>
    : P["type"] extends "bool"
      ? boolean
      : P["type"] extends "string"
        ? string
        : P["type"] extends "uint8" | "uint16" | "uint32" | "uint40" | "uint64"
          ? number
          : P["type"] extends `uint${string}`
            ? string
            : Hex;

/** Named parameters as an object. */
export type PlainArgs<C extends readonly Param[]> = {
  readonly [K in C[number] as K extends { readonly name: infer N extends string } ? N : never]: PlainOf<K>;
};

type Plain = boolean | string | number | readonly Plain[] | { readonly [name: string]: Plain };

/** What {@link plain} found in an integer of at most 64 bits that JSON cannot hold exactly. */
export class UnsafeInteger extends RangeError {}

/**
 * Turns a value decoded by ethers into JSON by its type.
 *
 * @param unsafe what to do with a 64-bit integer beyond 2^53 - 1: `throw` ({@link UnsafeInteger}), or `text`.
 */
export function plain(value: unknown, type: ParamType, unsafe: "throw" | "text"): Plain {
  const child = type.arrayChildren;
  if (child !== null) return [...iterate(value)].map((item) => plain(item, child, unsafe));
  if (type.components !== null) return plainArgs([...iterate(value)], type.components, unsafe);
  if (typeof value === "bigint") {
    if (bits(type.type) > 64) return value.toString();
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    if (unsafe === "text") return value.toString();
    throw new UnsafeInteger(`${type.name} is ${value}`);
  }
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") throw new TypeError(`An ABI value of type ${type.type} is a ${typeof value}.`);
  return type.type === "string" ? value : value.toLowerCase();
}

/** Named values as an object; a trailing underscore, which only avoids a word of Solidity, is left out of the name. */
export function plainArgs(values: readonly unknown[], types: readonly ParamType[], unsafe: "throw" | "text") {
  const entries = types.map((type, i) => [type.name.replace(/_$/, "") || String(i), plain(values[i], type, unsafe)]);
  return Object.fromEntries(entries) as { readonly [name: string]: Plain };
}

function bits(type: string): number {
  return Number(/^u?int(\d+)$/.exec(type)?.[1] ?? 256);
}

function iterate(value: unknown): Iterable<unknown> {
  if (typeof value === "object" && value !== null && Symbol.iterator in value) return value as Iterable<unknown>;
  throw new TypeError("An ABI array is not iterable.");
}
