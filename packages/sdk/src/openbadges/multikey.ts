import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { p256, p384 } from "@noble/curves/nist";
import { decodeBase58, encodeBase58, toBeArray } from "ethers/utils";
import { PeersealError } from "../core/errors.js";

/** Kinds of public key that signatures are checked with. */
export const KEY_TYPES = ["Ed25519", "P-256", "P-384"] as const;
/** Kind of a public key. */
export type KeyType = (typeof KEY_TYPES)[number];

/** A public key: `multikey` is its one text, `bytes` what the text stands for (multicodec prefix and key). */
export type Multikey = {
  readonly type: KeyType;
  readonly multikey: string;
  readonly bytes: Uint8Array;
  /** The key without prefix: 32 bytes, or a compressed point of 33 or 49. */
  readonly raw: Uint8Array;
};

/** Multicodec prefixes `ed25519-pub`, `p256-pub`, `p384-pub` as varints, and how long a key is. */
const FORMS: Readonly<Record<KeyType, { readonly prefix: readonly [number, number]; readonly length: number }>> = {
  Ed25519: { prefix: [0xed, 0x01], length: 32 },
  "P-256": { prefix: [0x80, 0x24], length: 33 },
  "P-384": { prefix: [0x81, 0x24], length: 49 },
};
/** Base58 of 34 to 51 bytes; reading base58 takes time that grows with the square of its length. */
const MULTIKEY = /^z[1-9A-HJ-NP-Za-km-z]{45,72}$/;

/**
 * Reads a multikey strictly: a text that encodes more or less than a key, or the same bytes otherwise than the encoder
 * would write them, is none, so that one key has one name. Whether the point lies on its curve is not looked at.
 * Source: Controlled Identifiers 1.0, section 2.2.2.
 *
 * @returns null where it is no multikey of a kind in {@link KEY_TYPES}
 */
export function parseMultikey(text: string): Multikey | null {
  if (!MULTIKEY.test(text)) return null;
  const bytes = toBeArray(decodeBase58(text.slice(1)));
  for (const type of KEY_TYPES) {
    const { prefix, length } = FORMS[type];
    if (bytes.length !== length + 2 || bytes[0] !== prefix[0] || bytes[1] !== prefix[1]) continue;
    const raw = bytes.subarray(2);
    const isPoint = type === "Ed25519" || raw[0] === 2 || raw[0] === 3;
    return isPoint && encode(bytes) === text ? { type, multikey: text, bytes, raw } : null;
  }
  return null;
}

/**
 * The multikey of a raw public key: 32 bytes, or a compressed point.
 * @throws `id-malformed` where the length is not that of the type
 */
export function multikeyOf(type: KeyType, raw: Uint8Array): Multikey {
  const { prefix, length } = FORMS[type];
  const bytes = Uint8Array.from([...prefix, ...raw]);
  const multikey = raw.length === length ? multikeyFrom(bytes) : null;
  if (multikey === null) throw new PeersealError("id-malformed", `This is no public key of type ${type}.`);
  return multikey;
}

/** The multikey of bytes with their multicodec prefix; null where they are none of a kind in {@link KEY_TYPES}. */
export function multikeyFrom(bytes: Uint8Array): Multikey | null {
  return parseMultikey(encode(bytes));
}

/**
 * The bytes of a multikey, with its multicodec prefix.
 *
 * @throws `id-malformed` where it is none of a kind in {@link KEY_TYPES}
 */
export async function multikeyBytesOf(multikey: string): Promise<Uint8Array> {
  const parsed = parseMultikey(multikey);
  if (parsed !== null) return parsed.bytes;
  throw new PeersealError("id-malformed", "This is no multikey of an Ed25519, P-256 or P-384 key.");
}

/** Says whether a signature is that of a key over some data. */
export type Verify = (data: Uint8Array, signature: Uint8Array) => Promise<boolean>;

const SIGNATURE_BYTES: Readonly<Record<KeyType, number>> = { Ed25519: 64, "P-256": 64, "P-384": 96 };
const ECDSA = {
  "P-256": { curve: p256, hash: "SHA-256" },
  "P-384": { curve: p384, hash: "SHA-384" },
} as const;

/**
 * How signatures of a key are checked: Ed25519 over the data; ECDSA over the SHA-256 (P-256) or SHA-384 (P-384) of the
 * data, `r` and `s` side by side. Null where there is no such key: a point that is not on its curve.
 */
export async function verifierOf(key: Multikey): Promise<Verify | null> {
  const verify = key.type === "Ed25519" ? await ed25519Verifier(key) : await ecdsaVerifier(key.type, key);
  if (verify === null) return null;
  return async (data, signature) =>
    signature.length === SIGNATURE_BYTES[key.type] && (await verify(data, signature).catch(() => false));
}

/** The point of an ECDSA key as `04`, x and y: not every browser reads compressed ones. Null where it is on no curve. */
export function uncompressedPoint(type: "P-256" | "P-384", raw: Uint8Array): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(ECDSA[type].curve.ProjectivePoint.fromHex(raw).toRawBytes(false));
  } catch {
    return null;
  }
}

async function ed25519Verifier({ multikey }: Multikey): Promise<Verify | null> {
  const verifier = (await Ed25519Multikey.from({ type: "Multikey", publicKeyMultibase: multikey })).verifier();
  return (data, signature) => verifier.verify({ data, signature });
}

async function ecdsaVerifier(type: "P-256" | "P-384", { raw }: Multikey): Promise<Verify | null> {
  const point = uncompressedPoint(type, raw);
  if (point === null) return null;
  const named = { name: "ECDSA", namedCurve: type };
  const key = await crypto.subtle.importKey("raw", point, named, false, ["verify"]);
  const algorithm = { name: "ECDSA", hash: ECDSA[type].hash };
  return (data, signature) => crypto.subtle.verify(algorithm, key, Uint8Array.from(signature), Uint8Array.from(data));
}

function encode(bytes: Uint8Array): string {
  return `z${encodeBase58(bytes)}`;
}
