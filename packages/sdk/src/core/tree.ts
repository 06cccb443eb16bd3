import { keccak256 } from "ethers/crypto";
import { getBytes } from "ethers/utils";
import { MerkleTree } from "merkletreejs/MerkleTree";
import { toHex } from "./hex.js";
import type { Hex } from "./types.js";

/** What stands for an unused place and for padding. */
export const ZERO_WORD: Hex = `0x${"0".repeat(64)}`;

/** Power of two that a tree of so many places is padded to. */
export function paddedSize(places: number): number {
  let size = 1;
  while (size < places) size *= 2;
  return size;
}

/** Length of every proof in a tree of so many places. */
export function proofLength(places: number): number {
  return Math.log2(paddedSize(places));
}

/**
 * Binary tree over leaves in the order given, padded with zero words to a power of two; each pair is sorted before it is
 * hashed with keccak256. The same roots and proofs as OpenZeppelin's `SimpleMerkleTree.of(padded, {sortLeaves: false})`.
 */
export function buildTree(leaves: readonly Hex[]): { readonly root: Hex; proof(place: number): Hex[] } {
  const padding = Array.from({ length: paddedSize(leaves.length) - leaves.length }, () => ZERO_WORD);
  const words = [...leaves, ...padding].map((leaf) => getBytes(leaf));
  const tree = new MerkleTree(words, (node: Uint8Array) => getBytes(keccak256(node)), { sortPairs: true });
  return {
    root: toHex(tree.getHexRoot()),
    proof(place) {
      // Without the place the library takes the last leaf that is equal, and scans all of them.
      return tree.getHexProof(leaves[place] ?? ZERO_WORD, place).map((node) => toHex(node));
    },
  };
}

/** Root that a leaf and its proof lead to. */
export function foldProof(leaf: Hex, proof: readonly Hex[]): Hex {
  return proof.reduce((node, sibling) => {
    const [low, high] = node < sibling ? [node, sibling] : [sibling, node];
    return toHex(keccak256(`${low}${high.slice(2)}`));
  }, leaf);
}
