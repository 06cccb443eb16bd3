import { PeersealError } from "./errors.js";
import { MAX_BATCH_SIZE } from "./ids.js";
import {
  BLOCK_BYTES,
  createKeccakKernel,
  type KeccakKernel,
  MESSAGE_AT,
  NODES_AT,
  PROOF_AT,
  padMessage,
} from "./keccak-kernel.js";
import { LEAF_DOMAIN } from "./leaf.js";
import { paddedSize } from "./proof.js";
import type { Hex } from "./types.js";

export { createShortHash, type ShortHash } from "./short-hash.js";

/** Bytes of a node. */
export const NODE_BYTES = 32;

/** Bytes of a leaf's preimage: three words, of which the second holds the index in its last four bytes. */
const LEAF_PREIMAGE = 96;
const INDEX_AT = 60;
const DIGEST_AT = 64;

/**
 * A batch's tree in one array of bytes: leaves by index, then the level above them, and so on to the root. The same
 * root and proofs as `buildBatch`; a million leaves take 64 MiB.
 */
export type FlatTree = {
  /** Places from the first to the last one used. */
  readonly size: number;
  readonly root: Hex;
  /** Siblings from the leaf upwards that a proof of this tree has. */
  readonly proofLength: number;
  /**
   * The proof of a place, `proofLength` nodes of 32 bytes; the same bytes serve the next proof.
   *
   * @throws `batch-index` for a place outside the tree
   */
  proofBytes(place: number): Uint8Array;
  /** @throws `batch-index` for a place outside the tree */
  proof(place: number): Hex[];
  /** Every node, 32 bytes each: the leaves and their padding, the level above, and so on to the root. Not a copy. */
  nodes(): Uint8Array;
};

/** Room for the leaves of a tree. */
export type FlatLeaves = {
  /** The leaves by index, 32 bytes each; a place that is not used stays zero. */
  readonly leaves: Uint8Array;
  /**
   * Builds the tree over the places below `size`, padded with zero words to a power of two; each pair is sorted before
   * it is hashed. A tree built before in the same room ends with it.
   *
   * @throws `batch-empty`, `batch-index` for a size beyond the capacity
   */
  build(size: number): FlatTree;
};

/**
 * Makes room for a tree of so many places at most.
 *
 * @throws `batch-empty`, `batch-index` for more than 2^20 places
 */
export async function createFlatLeaves(capacity: number): Promise<FlatLeaves> {
  requireSize(capacity, MAX_BATCH_SIZE);
  const kernel = await createKeccakKernel((2 * paddedSize(capacity) - 1) * NODE_BYTES);
  return {
    leaves: kernel.memory.subarray(NODES_AT, NODES_AT + capacity * NODE_BYTES),
    build(size) {
      requireSize(size, capacity);
      const width = paddedSize(size);
      hashUpwards(kernel, size, width);
      return treeIn(kernel, size, width);
    },
  };
}

/** Writes the leaf of a credential, from its index and the 32 bytes of its digest, into `target` from the byte `at` on. */
export type WriteLeaf = (index: number, digest: Uint8Array, target: Uint8Array, at: number) => void;

/** Makes a writer of leaves, as `leafHash` makes them. */
export async function createLeafWriter(): Promise<WriteLeaf> {
  const kernel = await createKeccakKernel(NODE_BYTES);
  const block = kernel.memory.subarray(MESSAGE_AT, MESSAGE_AT + BLOCK_BYTES);
  const leaf = kernel.memory.subarray(NODES_AT, NODES_AT + NODE_BYTES);
  const domain = bytesOf(LEAF_DOMAIN);
  const view = new DataView(block.buffer, block.byteOffset);
  return (index, digest, target, at) => {
    block.fill(0);
    block.set(domain, 0);
    view.setUint32(INDEX_AT, index);
    block.set(digest, DIGEST_AT);
    padMessage(block, LEAF_PREIMAGE);
    kernel.hash(MESSAGE_AT, NODES_AT);
    block.set(leaf, 0);
    padMessage(block, NODE_BYTES);
    kernel.hash(MESSAGE_AT, NODES_AT);
    target.set(leaf, at);
  };
}

/** Bytes of a hex text. */
export function bytesOf(hex: Hex): Uint8Array {
  const bytes = new Uint8Array((hex.length - 2) / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 + 2 * i, 4 + 2 * i), 16);
  return bytes;
}

const addressOf = (place: number) => NODES_AT + place * NODE_BYTES;

function hashUpwards({ memory, hashPairs }: KeccakKernel, size: number, width: number): void {
  // Places beyond the size are padding, whatever was put there.
  memory.fill(0, addressOf(size), addressOf(width));
  let below = 0;
  let used = size;
  for (let count = width; count > 1; count /= 2) {
    const above = below + count;
    const parents = Math.ceil(used / 2);
    hashPairs(addressOf(below), parents, addressOf(above));
    // What stands above padding alone is the same all along a level, so it is hashed once.
    if (parents < count / 2) {
      hashPairs(addressOf(below + count - 2), 1, addressOf(above + parents));
      const padding = memory.subarray(addressOf(above + parents), addressOf(above + parents + 1));
      for (let parent = parents + 1; parent < count / 2; parent++) memory.set(padding, addressOf(above + parent));
    }
    below = above;
    used = parents;
  }
}

function treeIn({ memory, writeProof }: KeccakKernel, size: number, width: number): FlatTree {
  const proofLength = Math.log2(width);
  const proof = memory.subarray(PROOF_AT, PROOF_AT + proofLength * NODE_BYTES);
  const proofBytes = (place: number) => {
    if (!Number.isSafeInteger(place) || place < 0 || place >= size) throw outside(place, size);
    writeProof(place, width);
    return proof;
  };
  return {
    size,
    root: hexAt(memory, addressOf(2 * width - 2)),
    proofLength,
    proofBytes,
    proof(place) {
      const bytes = proofBytes(place);
      return Array.from({ length: proofLength }, (_, level) => hexAt(bytes, level * NODE_BYTES));
    },
    nodes: () => memory.subarray(addressOf(0), addressOf(2 * width - 1)),
  };
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexAt(bytes: Uint8Array, at: number): Hex {
  let text: Hex = "0x";
  for (let i = at; i < at + NODE_BYTES; i++) text = `${text}${DIGITS[bytes[i] ?? 0] ?? ""}`;
  return text;
}

function requireSize(size: number, most: number): void {
  if (size < 1) throw new PeersealError("batch-empty", "The batch holds no credential.");
  if (!Number.isSafeInteger(size) || size > most) {
    throw new PeersealError("batch-index", `There are at most ${most} places.`, { details: { size, most } });
  }
}

function outside(place: number, size: number): PeersealError {
  return new PeersealError("batch-index", `Place ${place} is not below the size ${size}.`, {
    details: { place, size },
  });
}
