import { AbiCoder } from "ethers/abi";
import { keccak256 } from "ethers/crypto";
import { PeersealError } from "./errors.js";
import { MAX_BATCH_SIZE } from "./ids.js";
import { leafHash } from "./leaf.js";
import { paddedSize } from "./proof.js";
import { buildTree, ZERO_WORD } from "./tree.js";
import type { Digest, Hex, KeyId, VersionId } from "./types.js";

/** A source of random bytes: `n` fresh ones. */
export type Random = (n: number) => Uint8Array;

const COMMITMENT_BITS = 216n;

/**
 * Places of a batch: the smallest power of two that holds the learners, at most 2^20.
 *
 * @throws `batch-empty` for none, `batch-index` for more than 2^20
 */
export function capacityFor(learners: number): number {
  if (!Number.isSafeInteger(learners) || learners < 1) {
    throw new PeersealError("batch-empty", "A batch is for at least one learner.");
  }
  if (learners > MAX_BATCH_SIZE) {
    throw new PeersealError("batch-index", `A batch holds at most ${MAX_BATCH_SIZE} credentials.`, {
      details: { learners, most: MAX_BATCH_SIZE },
    });
  }
  return paddedSize(learners);
}

/** Draws a batch number: 52 random bits, exact in JSON. It is drawn so that credentials can name it before any root. */
export function drawNumber(random: Random): number {
  return drawBits(random, 52);
}

/**
 * Draws an unused index of a batch at random, so that an index says nothing about the order of issuing. `capacity` is a
 * power of two.
 *
 * @throws `batch-index` if all are used
 */
export function drawIndex(used: ReadonlySet<number>, capacity: number, random: Random): number {
  const free = capacity - used.size;
  if (free < 1) throw new PeersealError("batch-index", "Every index of the batch is used.", { details: { capacity } });
  // Draws again while there is room enough; the last places are drawn among the free ones, so that it always ends.
  if (free * 4 >= capacity) {
    const bits = Math.log2(capacity);
    for (let attempt = 0; attempt < 64; attempt++) {
      const index = drawBits(random, bits);
      if (!used.has(index)) return index;
    }
  }
  return pickFree(used, capacity, drawBelow(random, free));
}

function pickFree(used: ReadonlySet<number>, capacity: number, skip: number): number {
  let left = skip;
  for (let index = 0; index < capacity; index++) {
    if (used.has(index)) continue;
    if (left === 0) return index;
    left--;
  }
  throw new PeersealError("batch-index", "Every index of the batch is used.", { details: { capacity } });
}

/** Uniform below `bound`: draws again whatever does not fall below it. */
function drawBelow(random: Random, bound: number): number {
  const bits = Math.ceil(Math.log2(bound));
  for (;;) {
    const value = drawBits(random, bits);
    if (value < bound) return value;
  }
}

function drawBits(random: Random, bits: number): number {
  if (bits === 0) return 0;
  let value = 0n;
  for (const byte of random(Math.ceil(bits / 8))) value = (value << 8n) | BigInt(byte);
  return Number(BigInt.asUintN(bits, value));
}

/** A credential's place and digest. */
export type BatchEntry = { readonly index: number; readonly digest: Digest };

/** Root of a batch, its size (highest index + 1) and the proof of each used index. */
export type Batch = {
  readonly root: Hex;
  readonly size: number;
  /** @throws `batch-index` for an index that no credential has */
  proof(index: number): Hex[];
};

/**
 * Builds the tree of a batch: leaves by index, unused places and padding to a power of two are zero words, pairs sorted.
 *
 * @throws `batch-empty`; `batch-index` for an index used twice or outside 0..2^20 - 1
 */
export function buildBatch(entries: readonly BatchEntry[]): Batch {
  const used = new Map<number, Hex>();
  let size = 0;
  for (const { index, digest } of entries) {
    if (used.has(index)) {
      throw new PeersealError("batch-index", `Index ${index} is used twice.`, { details: { index } });
    }
    used.set(index, leafHash(index, digest));
    size = Math.max(size, index + 1);
  }
  if (size === 0) throw new PeersealError("batch-empty", "The batch holds no credential.");
  const leaves = Array.from({ length: size }, (_, index) => used.get(index) ?? ZERO_WORD);
  const tree = buildTree(leaves);
  return {
    root: tree.root,
    size,
    proof(index) {
      if (used.has(index)) return tree.proof(index);
      throw new PeersealError("batch-index", `No credential has index ${index}.`, { details: { index } });
    },
  };
}

/** What the chain keeps of a batch: the low 216 bits of keccak256(abi.encode(root, uint32 size, courseVersion, key)). */
export function commitment(batch: {
  readonly root: Hex;
  readonly size: number;
  readonly courseVersion: VersionId;
  readonly key: KeyId;
}): bigint {
  const { root, size, courseVersion, key } = batch;
  const types = ["bytes32", "uint32", "bytes32", "bytes32"];
  const hash = keccak256(AbiCoder.defaultAbiCoder().encode(types, [root, size, courseVersion, key]));
  return BigInt.asUintN(Number(COMMITMENT_BITS), BigInt(hash));
}

/** Parts of a batch's word: when it was anchored (Unix seconds; 0: never) and the commitment. */
export function unpackAnchor(word: bigint): { readonly anchoredAt: number; readonly commitment: bigint } {
  return {
    anchoredAt: Number(word >> COMMITMENT_BITS),
    commitment: BigInt.asUintN(Number(COMMITMENT_BITS), word),
  };
}
