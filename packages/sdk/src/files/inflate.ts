import { Inflate, Unzlib } from "fflate";
import { beyondLimit } from "../core/credential/explain.js";

/** One step of unpacking makes at most a thousand times as much of it. */
const STEP = 1_024;

export type InflateOptions = {
  /** `zlib` (RFC 1950) or `raw` deflate (RFC 1951). */
  readonly form: "zlib" | "raw";
  /** Bytes; unpacking stops as soon as there are more. */
  readonly limit: number;
  /** What both sides know of the content beforehand; for `raw`. */
  readonly dictionary?: Uint8Array;
  /** Names the file in errors. */
  readonly kind: string;
};

/**
 * Unpacks deflated bytes up to a limit.
 *
 * @throws `open-limit`; what fflate throws for bytes that are not deflated
 */
export function inflateWithin(
  bytes: Uint8Array,
  { form, limit, dictionary, kind }: InflateOptions,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const take = (part: Uint8Array, final: boolean) => {
    size += part.length;
    if (size > limit) throw beyondLimit(kind, "inflated", limit);
    parts.push(part);
    ended ||= final;
  };
  const stream = form === "zlib" ? new Unzlib(take) : new Inflate(dictionary === undefined ? {} : { dictionary }, take);
  for (let from = 0; from < bytes.length && !ended; from += STEP) {
    stream.push(bytes.subarray(from, from + STEP), from + STEP >= bytes.length);
  }
  return joined(parts, size);
}

/** Bytes one after another. */
export function joined(parts: readonly Uint8Array[], size = sizeOf(parts)): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
