import { decode, encode } from "cborg";
import { base64url } from "jose";
import { z } from "zod";

/*
 * Proof values of ecdsa-sd-2023: `u`, then base64url of three bytes that tell base and derived apart, then CBOR.
 * Source: Data Integrity ECDSA Cryptosuites 1.0, sections 3.5.2 to 3.5.8.
 */
const BASE = [0xd9, 0x5d, 0x00] as const;
const DERIVED = [0xd9, 0x5d, 0x01] as const;
/** Some programs write bytes with tag 64 (typed arrays, RFC 8746). */
const TAGS: ((inner: unknown) => unknown)[] = [];
TAGS[64] = (inner) => inner;

const bytes = (length: number) => z.instanceof(Uint8Array).refine((value) => value.length === length);
const signature = bytes(64);
/** A P-256 multikey. */
const publicKey = bytes(35);
const HMAC_BYTES = 32;

const baseSchema = z.tuple([signature, publicKey, bytes(HMAC_BYTES), z.array(signature), z.array(z.string())]);
const index = z.int().min(0);
const derivedSchema = z.tuple([
  signature,
  publicKey,
  z.array(signature),
  z.map(index, bytes(HMAC_BYTES)),
  z.array(index),
]);

/** What a base proof holds: with `hmacKey` and `signatures` its holder can show any part of the credential. */
export type BaseValue = {
  readonly baseSignature: Uint8Array;
  /** Multikey bytes of the key made for this proof, which signed each statement. */
  readonly publicKey: Uint8Array;
  readonly hmacKey: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly mandatoryPointers: readonly string[];
};

/** What a derived proof holds. */
export type DerivedValue = {
  readonly baseSignature: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  /** Number of a blank node in the canonical order, to its random name of 32 bytes. */
  readonly labels: ReadonlyMap<number, Uint8Array>;
  readonly mandatoryIndexes: readonly number[];
};

/** Reads a base proof value; null where it is none. */
export function parseBaseValue(proofValue: unknown): BaseValue | null {
  const parsed = baseSchema.safeParse(payloadOf(proofValue, BASE));
  if (!parsed.success) return null;
  const [baseSignature, key, hmacKey, signatures, mandatoryPointers] = parsed.data;
  return { baseSignature, publicKey: key, hmacKey, signatures, mandatoryPointers };
}

/** Reads a derived proof value; null where it is none. */
export function parseDerivedValue(proofValue: unknown): DerivedValue | null {
  const parsed = derivedSchema.safeParse(payloadOf(proofValue, DERIVED));
  if (!parsed.success) return null;
  const [baseSignature, key, signatures, labels, mandatoryIndexes] = parsed.data;
  return { baseSignature, publicKey: key, signatures, labels, mandatoryIndexes };
}

/** Writes a base proof value. */
export function baseValueText(value: BaseValue): string {
  const { baseSignature, publicKey: key, hmacKey, signatures, mandatoryPointers } = value;
  return textOf(BASE, [baseSignature, key, hmacKey, signatures, mandatoryPointers]);
}

/** Writes a derived proof value. */
export function derivedValueText(value: DerivedValue): string {
  const { baseSignature, publicKey: key, signatures, labels, mandatoryIndexes } = value;
  return textOf(DERIVED, [baseSignature, key, signatures, labels, mandatoryIndexes]);
}

function textOf(prefix: readonly number[], payload: readonly unknown[]): string {
  return `u${base64url.encode(Uint8Array.from([...prefix, ...encode(payload)]))}`;
}

function payloadOf(proofValue: unknown, prefix: readonly number[]): unknown {
  if (typeof proofValue !== "string" || !/^u[\w-]+$/.test(proofValue)) return null;
  try {
    const all = base64url.decode(proofValue.slice(1));
    if (prefix.some((byte, i) => all[i] !== byte)) return null;
    return decode(all.subarray(prefix.length), { useMaps: true, rejectDuplicateMapKeys: true, tags: TAGS });
  } catch {
    return null;
  }
}
