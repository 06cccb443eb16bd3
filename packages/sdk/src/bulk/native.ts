import { createPrivateKey, hash, type KeyObject, sign } from "node:crypto";
import { decodeBase58, getBytes, toBeHex } from "ethers/utils";
import { PeersealError } from "../core/errors.js";
import type { CredentialKey } from "../openbadges/keys.js";

/** Hexadecimal SHA-256 of bytes. */
export const sha256Hex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");

/** SHA-256 of bytes. */
export const sha256Bytes = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

/** PKCS #8 wrapping of an Ed25519 seed (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
/** A secret multikey of Ed25519: two bytes of multicodec prefix, 32 of seed, 32 of public key. */
const SECRET_BYTES = 66;
const PREFIX_BYTES = 2;

/** Signs bytes; the same signature as the library's, which reads the key anew each time. */
export type NativeSigner = (data: Uint8Array) => Uint8Array;

/**
 * Makes an Ed25519 signer that reads its key once.
 *
 * @throws `issue-invalid` where the key is not of Ed25519
 */
export function nativeSigner(key: CredentialKey): NativeSigner {
  const secret = privateKeyOf(key);
  return (data) => sign(null, data, secret);
}

function privateKeyOf(key: CredentialKey): KeyObject {
  const { secretKeyMultibase } = key.stored();
  const bytes = getBytes(toBeHex(decodeBase58(secretKeyMultibase.slice(1)), SECRET_BYTES));
  if (key.signer.algorithm !== "Ed25519") {
    throw new PeersealError("issue-invalid", "Credentials are issued in bulk with Ed25519 keys alone.");
  }
  const seed = bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + 32);
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
}
