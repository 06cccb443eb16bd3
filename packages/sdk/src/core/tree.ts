import { keccak256 } from "ethers/crypto";
import { getBytes } from "ethers/utils";
import { MerkleTree } from "merkletreejs/MerkleTree";
import { toHex } from "./hex.js";
import { paddedSize } from "./proof.js";
import type { Hex } from "./types.js";

/** What stands for an unused place and for padding. */
export const ZERO_WORD: Hex = `0x${"0".repeat(64)}`;

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
