import { AbiCoder } from "ethers/abi";
import { keccak256 } from "ethers/crypto";
import { PeersealError } from "./errors.js";
import { toHex } from "./hex.js";
import { MAX_BATCH_SIZE } from "./ids.js";
import { utf8 } from "./text.js";
import type { Digest, Hex } from "./types.js";

/** keccak256("peerseal.credential-leaf/1"): keeps leaves of credentials apart from every other hash. */
export const LEAF_DOMAIN: Hex = toHex(keccak256(utf8("peerseal.credential-leaf/1")));

/**
 * Leaf of a credential in its batch: keccak256(keccak256(abi.encode(LEAF_DOMAIN, uint256 index, bytes32 digest))). Hashed
 * twice, so that no inner node (a single hash of 64 bytes) passes as a leaf.
 *
 * @throws `batch-index` for an index outside 0..2^20 - 1
 */
export function leafHash(index: number, digest: Digest): Hex {
  if (!Number.isSafeInteger(index) || index < 0 || index >= MAX_BATCH_SIZE) {
    throw new PeersealError("batch-index", `No batch has an index ${index}.`, { details: { index } });
  }
  const value = AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256", "bytes32"], [LEAF_DOMAIN, index, digest]);
  return toHex(keccak256(keccak256(value)));
}
