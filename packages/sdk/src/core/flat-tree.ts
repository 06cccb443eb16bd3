import { createKeccak } from "hash-wasm";
import { PeersealError } from "./errors.js";
import { MAX_BATCH_SIZE } from "./ids.js";
import { LEAF_DOMAIN } from "./leaf.js";
import { paddedSize } from "./proof.js";
import type { Hex } from "./types.js";

/** Bytes of a node. */
export const NODE_BYTES = 32;

/** Bytes of a leaf's preimage: three words, of which the second holds the index in its last four bytes. */
const LEAF_PREIMAGE = 96;
const INDEX_AT = 60;
const DIGEST_AT = 64;

/** keccak256 of bytes, 32 bytes; what it gives may be overwritten by nobody. */
export type Keccak = (input: Uint8Array) => Uint8Array;

/** keccak256 in WebAssembly: some million short inputs a second. Loading it takes some milliseconds, once. */
export async function loadKeccak(): Promise<Keccak> {
  const hasher = await createKeccak(256);
  return (input) => hasher.init().update(input).digest("binary");
}

/**
 * A batch's tree in one array of bytes: leaves by index, then the level above them, and so on to the root. The same
 * root and proofs as `buildBatch`; for a million leaves it takes 64 MiB and proofs are slices of it.
 */
export type FlatTree = {
  /** Leaves, used or not, before padding. */
  readonly size: number;
  readonly root: Hex;
  /** Siblings from the leaf upwards that a proof of this tree has. */
  readonly proofLength: number;
  /**
   * Writes the proof of a leaf, `proofLength` nodes of 32 bytes, into `target` from `at` on.
   *
   * @throws `batch-index` for a place outside the tree
   */
  writeProof(place: number, target: Uint8Array, at?: number): void;
  /** @throws `batch-index` for a place outside the tree */
  proof(place: number): Hex[];
};

/**
 * Builds the tree over leaves in one array of 32 bytes each, in the order given, padded with zero words to a power of two;
 * each pair is sorted before it is hashed. The array may be given with room for the nodes above, as `leafArray` makes
 * it; otherwise it is copied.
 *
 * @param size leaves, at least 1
 * @throws `batch-empty`, `batch-index` for more than 2^20 leaves
 */
export function buildFlatTree(leaves: Uint8Array, size: number, keccak: Keccak): FlatTree {
  requireSize(size);
  const width = paddedSize(size);
  const nodes = withRoomAbove(leaves, size, width);
  hashUpwards(nodes, size, width, keccak);
  const proofLength = Math.log2(width);
  const writeProof = (place: number, target: Uint8Array, at = 0) => {
    if (!Number.isSafeInteger(place) || place < 0 || place >= size) throw outside(place, size);
    let start = 0;
    let index = place;
    for (let level = 0; level < proofLength; level++) {
      const sibling = (start + (index ^ 1)) * NODE_BYTES;
      target.set(nodes.subarray(sibling, sibling + NODE_BYTES), at + level * NODE_BYTES);
      start += width >> level;
      index >>= 1;
    }
  };
  return {
    size,
    root: hexAt(nodes, 2 * width - 2),
    proofLength,
    writeProof,
    proof(place) {
      const bytes = new Uint8Array(proofLength * NODE_BYTES);
      writeProof(place, bytes);
      return Array.from({ length: proofLength }, (_, level) => hexAt(bytes, level));
    },
  };
}

/** Zeroed room for the leaves of a batch of this size and every node above them. */
export function leafArray(size: number): Uint8Array {
  requireSize(size);
  return new Uint8Array((2 * paddedSize(size) - 1) * NODE_BYTES);
}

/**
 * Writes leaves: `write(index, digest, target)`, the credential's digest as its 32 bytes. In the target the leaf stands
 * in the place of its index, as in `leafArray`, or from the byte given on.
 */
export function leafWriter(
  keccak: Keccak,
): (index: number, digest: Uint8Array, target: Uint8Array, at?: number) => void {
  const preimage = new Uint8Array(LEAF_PREIMAGE);
  preimage.set(bytesOf(LEAF_DOMAIN), 0);
  const view = new DataView(preimage.buffer);
  return (index, digest, target, at = index * NODE_BYTES) => {
    view.setUint32(INDEX_AT, index);
    preimage.set(digest, DIGEST_AT);
    target.set(keccak(keccak(preimage)), at);
  };
}

/** Bytes of a hex text. */
export function bytesOf(hex: Hex): Uint8Array {
  const bytes = new Uint8Array((hex.length - 2) / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 + 2 * i, 4 + 2 * i), 16);
  return bytes;
}

function hashUpwards(nodes: Uint8Array, size: number, width: number, keccak: Keccak): void {
  const pair = new Uint8Array(2 * NODE_BYTES);
  // What stands above padding alone is the same all along a level, so it is hashed once.
  let padding = new Uint8Array(NODE_BYTES);
  let below = 0;
  let used = size;
  for (let count = width; count > 1; count /= 2) {
    const above = below + count;
    const parents = Math.ceil(used / 2);
    for (let parent = 0; parent < parents; parent++) {
      const left = (below + 2 * parent) * NODE_BYTES;
      writeSorted(nodes, left, pair);
      nodes.set(keccak(pair), (above + parent) * NODE_BYTES);
    }
    pair.set(padding, 0);
    pair.set(padding, NODE_BYTES);
    padding = Uint8Array.from(keccak(pair));
    for (let parent = parents; parent < count / 2; parent++) nodes.set(padding, (above + parent) * NODE_BYTES);
    below = above;
    used = parents;
  }
}

/** The two nodes from `left` on, the smaller first. */
function writeSorted(nodes: Uint8Array, left: number, pair: Uint8Array): void {
  const right = left + NODE_BYTES;
  let at = 0;
  while (at < NODE_BYTES && nodes[left + at] === nodes[right + at]) at++;
  const inOrder = (nodes[left + at] ?? 0) <= (nodes[right + at] ?? 0) || at === NODE_BYTES;
  if (inOrder) {
    pair.set(nodes.subarray(left, right + NODE_BYTES), 0);
    return;
  }
  pair.set(nodes.subarray(right, right + NODE_BYTES), 0);
  pair.set(nodes.subarray(left, right), NODE_BYTES);
}

function withRoomAbove(leaves: Uint8Array, size: number, width: number): Uint8Array {
  const length = (2 * width - 1) * NODE_BYTES;
  if (leaves.length === length) return leaves;
  const nodes = new Uint8Array(length);
  nodes.set(leaves.subarray(0, size * NODE_BYTES));
  return nodes;
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hexAt(nodes: Uint8Array, place: number): Hex {
  let text: Hex = "0x";
  for (let i = place * NODE_BYTES; i < (place + 1) * NODE_BYTES; i++) text = `${text}${DIGITS[nodes[i] ?? 0] ?? ""}`;
  return text;
}

function requireSize(size: number): void {
  if (size < 1) throw new PeersealError("batch-empty", "The batch holds no credential.");
  if (!Number.isSafeInteger(size) || size > MAX_BATCH_SIZE) {
    throw new PeersealError("batch-index", `A batch has at most ${MAX_BATCH_SIZE} places.`, { details: { size } });
  }
}

function outside(place: number, size: number): PeersealError {
  return new PeersealError("batch-index", `Place ${place} is not below the size ${size}.`, {
    details: { place, size },
  });
}
