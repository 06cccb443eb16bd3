import { keccak256 } from "ethers/crypto";
import { PeersealError } from "./errors.js";
import { toHex } from "./hex.js";
import { leafHash } from "./leaf.js";
import type { Digest, Hex } from "./types.js";

/*
 * Checking a proof needs no tree: this file stays free of the library that builds one, so that no verifier loads it.
 */

/** Power of two that a tree of so many places is padded to. */
export function paddedSize(places: number): number {
  let size = 1;
  while (size < places) size *= 2;
  return size;
}

/** Length of every proof in a tree of so many places. */
function proofLength(places: number): number {
  return Math.log2(paddedSize(places));
}

/** Root that a credential's digest, index and proof lead to. */
export function rootOf(index: number, digest: Digest, proof: readonly Hex[]): Hex {
  return foldProof(leafHash(index, digest), proof);
}

/**
 * Checks that a proof shows the credential at its index in a batch of this root and size.
 *
 * @throws `batch-index` for an index at or beyond the size; `proof-mismatch` for a proof of another length or that leads
 * to another root
 */
export function checkProof(claim: {
  readonly index: number;
  readonly size: number;
  readonly digest: Digest;
  readonly proof: readonly Hex[];
  readonly root: Hex;
}): void {
  const { index, size, digest, proof, root } = claim;
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new PeersealError("batch-index", `Index ${index} is not below the size ${size}.`, {
      details: { index, size },
    });
  }
  if (proof.length !== proofLength(size) || rootOf(index, digest, proof) !== root) {
    throw new PeersealError("proof-mismatch", "The proof does not lead from this credential to the root.", {
      details: { index, size, root },
    });
  }
}

/** Root that a leaf and its proof lead to. */
function foldProof(leaf: Hex, proof: readonly Hex[]): Hex {
  return proof.reduce((node, sibling) => {
    const [low, high] = node < sibling ? [node, sibling] : [sibling, node];
    return toHex(keccak256(`${low}${high.slice(2)}`));
  }, leaf);
}
