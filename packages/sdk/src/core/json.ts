import canonicalize from "canonicalize";
import { PeersealError } from "./errors.js";
import { scanJson } from "./json-scanner.js";
import { fromUtf8, utf8Length } from "./text.js";
import type { JsonValue } from "./types.js";

/** Bounds of {@link parseJson}. */
export type JsonLimits = {
  /** Bytes of UTF-8; default 1 MiB. */
  readonly maxBytes?: number;
  /** Nested objects and arrays; default 64. */
  readonly maxDepth?: number;
  /** Refuse every number that is not written as a whole number; default false. */
  readonly integersOnly?: boolean;
};

const MAX_BYTES = 1 << 20;
const MAX_DEPTH = 64;

/**
 * Reads JSON (RFC 8259, with the rules of I-JSON, RFC 7493) that two readers cannot understand in two ways. It never
 * recurses, so that depth costs no stack, and it stops at the first fault.
 *
 * A member named `__proto__` becomes an ordinary own member, as with `JSON.parse`.
 *
 * @throws `json-size`, `json-encoding`, `json-nul`, `json-surrogate`, `json-malformed`, `json-duplicate-key`,
 * `json-number`, `json-number-range`, `json-depth`; `details.at` is the offset in UTF-16 units where it was found
 * @example
 * parseJson('{"minutes": 90}'); // { minutes: 90 }
 */
export function parseJson(input: Uint8Array | string, limits: JsonLimits = {}): JsonValue {
  const maxBytes = limits.maxBytes ?? MAX_BYTES;
  const size = sizeOf(input, maxBytes);
  if (size > maxBytes) {
    throw new PeersealError("json-size", `The input is larger than ${maxBytes} bytes.`, { details: { maxBytes } });
  }
  const text = typeof input === "string" ? input : fromUtf8(input);
  return scanJson(text, { maxDepth: limits.maxDepth ?? MAX_DEPTH, integersOnly: limits.integersOnly ?? false });
}

/** Counting a huge text's bytes would cost what the limit is to save: a text has at least one byte a unit. */
function sizeOf(input: Uint8Array | string, maxBytes: number): number {
  if (typeof input !== "string") return input.length;
  return input.length > maxBytes ? input.length : utf8Length(input);
}

/**
 * Canonical form of a JSON value (JCS, RFC 8785): what is hashed.
 *
 * @throws `json-surrogate` for half a surrogate pair, `json-number-range` for NaN and infinities, `json-malformed` for a
 * value that JSON cannot hold
 * @example
 * canonical({ b: 1, a: "x" }); // '{"a":"x","b":1}'
 */
export function canonical(value: JsonValue): string {
  const text = attempt(value);
  if (text === undefined) throw new PeersealError("json-malformed", "There is no value to write as JSON.");
  return text;
}

function attempt(value: JsonValue): string | undefined {
  try {
    return canonicalize(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "";
    if (reason.includes("surrogate")) {
      throw new PeersealError("json-surrogate", "A string holds half of a surrogate pair.", { cause });
    }
    if (reason.includes("NaN") || reason.includes("Infinity")) {
      throw new PeersealError("json-number-range", "A number is not finite.", { cause });
    }
    throw new PeersealError("json-malformed", "The value cannot be written as JSON.", { cause });
  }
}
