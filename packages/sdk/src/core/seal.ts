import { AbiCoder } from "ethers/abi";
import { keccak256 } from "ethers/crypto";
import { PeersealError } from "./errors.js";
import { isHex32, toHex } from "./hex.js";
import type { Hex } from "./types.js";

/** A review as a seat seals it. */
export type SealedReview = {
  readonly round: Hex;
  readonly seat: number;
  /** Digest of the `review/1` document. */
  readonly reviewDigest: Hex;
  /** Packed ratings, decimal. */
  readonly ratings: string;
  /** 32 random bytes, kept until the reveal: without them the few possible ratings could be guessed from the seal. */
  readonly salt: Hex;
};

/**
 * What a seat signs before anyone reveals: keccak256(abi.encode(bytes32 round, uint8 seat, bytes32 reviewDigest, uint256
 * ratings, bytes32 salt)). Source: `contracts/interfaces/IRoundRegistry.sol`.
 *
 * @throws `seal-invalid` for a value out of range
 * @example
 * const commitment = sealCommitment({ round, seat: 0, reviewDigest, ratings: "3", salt });
 */
export function sealCommitment({ round, seat, reviewDigest, ratings, salt }: SealedReview): Hex {
  const words = { round, reviewDigest, salt };
  for (const [name, value] of Object.entries(words)) if (!isHex32(value)) throw invalid(name);
  if (!Number.isInteger(seat) || seat < 0 || seat > 255) throw invalid("seat");
  if (!/^(?:0|[1-9][0-9]{0,77})$/.test(ratings) || BigInt(ratings) >> 256n !== 0n) throw invalid("ratings");
  const types = ["bytes32", "uint8", "bytes32", "uint256", "bytes32"];
  return toHex(keccak256(AbiCoder.defaultAbiCoder().encode(types, [round, seat, reviewDigest, ratings, salt])));
}

function invalid(member: string): PeersealError {
  return new PeersealError("seal-invalid", `A review cannot be sealed with this ${member}.`, { details: { member } });
}
