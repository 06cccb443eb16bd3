import { sha256 as sha256Hex } from "ethers/crypto";
import { PeersealError } from "./errors.js";
import { isHex32, toHex } from "./hex.js";
import { canonical } from "./json.js";
import { utf8 } from "./text.js";
import type { Digest, Hex, JsonObject, JsonValue } from "./types.js";

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Hex {
  return toHex(sha256Hex(bytes));
}

/**
 * Digest of a document: SHA-256 of its canonical form (JCS, RFC 8785).
 *
 * @throws the codes of {@link canonical}
 */
export function digestOf(value: JsonValue): Digest {
  return parseDigest(sha256(utf8(canonical(value))));
}

/**
 * Reads a digest: `0x` and 64 lowercase hex digits.
 *
 * @throws `id-malformed`
 */
export function parseDigest(text: string): Digest {
  if (isHex32(text)) return text as Hex as Digest;
  throw new PeersealError("id-malformed", "A digest is 0x and 64 lowercase hex digits.");
}

/**
 * Digest that a batch anchors: of the **secured** credential, signatures included, with `proof` as an array, so that the
 * one-proof forms with and without brackets are the same credential.
 *
 * @throws the codes of {@link canonical}
 */
export function credentialDigest(secured: JsonObject): Digest {
  const { proof } = secured;
  if (proof === undefined || Array.isArray(proof)) return digestOf(secured);
  return digestOf({ ...secured, proof: [proof] });
}
