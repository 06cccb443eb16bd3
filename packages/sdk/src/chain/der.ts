import { hexlify, toBeArray } from "ethers";
import { PeersealError } from "../core/errors.js";

/** An ECDSA signature: SEQUENCE of two INTEGERs of at most 33 bytes, so that every length is one byte. */
export type Ecdsa = { readonly r: bigint; readonly s: bigint };

/** @throws PeersealError `action-invalid` for bytes that are not a DER signature. */
export function parseDer(bytes: Uint8Array): Ecdsa {
  const [tag, length] = bytes;
  const r = integer(bytes, 2);
  const s = integer(bytes, r.end);
  if (tag !== 0x30 || length !== bytes.length - 2 || s.end !== bytes.length) throw malformed();
  return { r: r.value, s: s.value };
}

/** Writes an ECDSA signature in DER. */
export function encodeDer({ r, s }: Ecdsa): Uint8Array {
  const body = [...encodeInteger(r), ...encodeInteger(s)];
  return Uint8Array.from([0x30, body.length, ...body]);
}

function integer(bytes: Uint8Array, start: number): { value: bigint; end: number } {
  const length = bytes[start + 1];
  const from = start + 2;
  if (bytes[start] !== 0x02 || length === undefined || length === 0 || length > 33) throw malformed();
  const end = from + length;
  const first = bytes[from];
  if (end > bytes.length || first === undefined || first >= 0x80) throw malformed();
  return { value: BigInt(hexlify(bytes.subarray(from, end))), end };
}

function encodeInteger(value: bigint): number[] {
  const bytes = [...toBeArray(value)];
  const [first] = bytes;
  if (first === undefined || first >= 0x80) bytes.unshift(0);
  return [0x02, bytes.length, ...bytes];
}

function malformed(): PeersealError {
  return new PeersealError("action-invalid", "The passkey's signature is not DER.");
}
