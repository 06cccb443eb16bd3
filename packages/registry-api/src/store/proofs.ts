import type { Hex } from "@peerseal/sdk";

const DIGITS = 64;

/** A proof as it is stored: its hashes one after another, without prefixes. */
export function packProof(proof: readonly Hex[]): string {
  return proof.map((hash) => hash.slice(2)).join("");
}

export function unpackProof(packed: string): Hex[] {
  const proof: Hex[] = [];
  for (let from = 0; from < packed.length; from += DIGITS) proof.push(`0x${packed.slice(from, from + DIGITS)}`);
  return proof;
}
