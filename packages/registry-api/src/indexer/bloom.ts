import { createShortHash, type ShortHash } from "@peerseal/sdk/tree";
import type { Log } from "./log.js";

/** Bytes of a logs bloom (yellow paper, section 4.3.1). */
const BYTES = 256;
/** Values of which the bits are kept: contracts, events and institutions come again and again. */
const KEPT = 20_000;

/** Reads and makes logs blooms: sets of 2,048 bits of which each address and topic of a log sets three. */
export type Blooms = {
  /** The bloom that these logs make, as hex digits. */
  readonly of: (logs: Iterable<Pick<Log, "address" | "topics">>) => string;
  /** Whether every one of these values may be in the bloom; false: one is surely not. */
  readonly mayHold: (bloom: string, values: readonly string[]) => boolean;
};

export async function createBlooms(): Promise<Blooms> {
  const bitsOf = rememberBits(await createShortHash());
  const bytes = new Uint8Array(BYTES);
  const set = (bit: number) => {
    const at = BYTES - 1 - (bit >> 3);
    bytes[at] = (bytes[at] ?? 0) | (1 << (bit & 7));
  };
  const add = (value: string) => {
    const [first, second, third] = bitsOf(value);
    set(first);
    set(second);
    set(third);
  };
  return {
    of: (logs) => {
      bytes.fill(0);
      let before = "";
      for (const { address, topics } of logs) {
        // Logs of one contract stand together.
        if (address !== before) add(address);
        before = address;
        for (const topic of topics) add(topic);
      }
      return Buffer.from(bytes.buffer, 0, BYTES).toString("hex");
    },
    mayHold: (bloom, values) => values.every((value) => bitsOf(value).every((bit) => isSet(bloom, bit))),
  };
}

type Bits = readonly [number, number, number];

function rememberBits(hash: ShortHash): (value: string) => Bits {
  const kept = new Map<string, Bits>();
  const message = Buffer.alloc(32);
  return (value) => {
    const known = kept.get(value);
    if (known !== undefined) return known;
    const length = message.write(value.slice(2), "hex");
    const digest = hash(message.subarray(0, length));
    const bits: Bits = [bitAt(digest, 0), bitAt(digest, 2), bitAt(digest, 4)];
    // What comes again comes early; ids that come once would only push it out.
    if (kept.size < KEPT) kept.set(value, bits);
    return bits;
  };
}

function bitAt(digest: Uint8Array, at: number): number {
  return (((digest[at] ?? 0) << 8) | (digest[at + 1] ?? 0)) & 2047;
}

function isSet(bloom: string, bit: number): boolean {
  const digit = bloom.length - 1 - (bit >> 2);
  return ((Number.parseInt(bloom[digit] ?? "0", 16) >> (bit & 3)) & 1) === 1;
}
