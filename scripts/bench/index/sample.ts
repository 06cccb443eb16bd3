import { id } from "ethers";

/*
 * Events of three kinds, the same wherever they are made: event `i` of the sample is of kind `i % 3` and everything in it
 * follows from `i`. The emitting contract (`Emitter.sol`) makes them on a real chain, the stub makes them as text.
 */
const TOPICS = [
  id("BatchAnchored(uint32,uint64,bytes32,uint32,bytes32,bytes32)"),
  id("CredentialStatusChanged(uint32,uint64,uint32,uint8,bytes32)"),
  id("ReviewSubmitted(bytes32,uint8,uint32,bytes32,uint256)"),
] as const;

/** Tables of the three kinds, by ours and by the peer. */
export const KINDS = ["chain_anchors", "status_changes", "reviews"] as const;

export type SampleLog = { readonly topics: readonly string[]; readonly data: string };

/** The log of event `i`. */
export function sampleLog(i: number): SampleLog {
  const institution = word(1 + (i % 1_000));
  const kind = i % 3;
  if (kind === 0) {
    const data = scattered(i, 1) + word(100) + scattered(i, 2);
    return { topics: [TOPICS[0], hex(institution), hex(word(i)), hex(scattered(i % 1_000, 3))], data: hex(data) };
  }
  if (kind === 1) {
    const data = word(i % 256) + word(1) + scattered(i, 4);
    return { topics: [TOPICS[1], hex(institution), hex(word(i - 1))], data: hex(data) };
  }
  const data = word(i % 3) + word(1) + scattered(i, 5) + word(i);
  return { topics: [TOPICS[2], hex(scattered(i, 6))], data: hex(data) };
}

/** 32 bytes that differ from event to event as hashes do: 8 times the same 32 bits. */
export function scattered(i: number, salt: number): string {
  return (Math.imul(i + 1, 2_654_435_761) ^ Math.imul(salt, 0x9e3779b1))
    .toString(16)
    .replace("-", "f")
    .padStart(8, "0")
    .repeat(8)
    .slice(0, 64);
}

function word(value: number): string {
  return value.toString(16).padStart(64, "0");
}

function hex(digits: string): string {
  return `0x${digits}`;
}
