import { Gunzip, gzipSync } from "fflate";
import { fromBase64Url, toBase64Url } from "../core/base64url.js";
import { PeersealError } from "../core/errors.js";

/*
 * The bits of a Bitstring Status List (W3C, v1.0, section 3): gzip, then base64url without padding, then the multibase
 * prefix `u`. Index 0 is the most significant bit of the first byte.
 */

/** Entries that a list has at least, so that asking for it does not tell which credential is meant. */
export const MIN_STATUS_LIST_ENTRIES = 131_072;
/** Entries of a foreign list that are read at most: 2 MiB of bits. */
export const MAX_STATUS_LIST_ENTRIES = 1 << 24;

// One piece of input gives at most about a thousand times its size, so this bounds what a bomb may fill.
const PIECE_BYTES = 4_096;

/**
 * Encodes the bits of a list, padded with zeros to {@link MIN_STATUS_LIST_ENTRIES}. The same bits always give the same
 * text.
 *
 * @param bits eight entries a byte, the first index in the most significant bit
 * @returns `u` and the base64url of the gzip
 */
export function encodeStatusList(bits: Uint8Array): string {
  const padded = new Uint8Array(Math.max(bits.length, MIN_STATUS_LIST_ENTRIES / 8));
  padded.set(bits);
  return `u${toBase64Url(gzipSync(padded, { level: 9, mtime: 0 }))}`;
}

/**
 * Decodes the bits of a list. Stops as soon as there are more than `maxEntries`, whatever the gzip would give.
 *
 * @param options.maxEntries one bit each; {@link MAX_STATUS_LIST_ENTRIES} unless given
 * @throws `status-list-invalid` with `details.reason`: `encoding` for what is not `u` and base64url, `gzip` for damaged
 *   or cut off data, `too-long`, `too-short` for less than {@link MIN_STATUS_LIST_ENTRIES}
 */
export function decodeStatusList(encoded: string, options: { readonly maxEntries?: number } = {}): Uint8Array {
  const bits = decodeBits(encoded, options);
  if (bits.length * 8 < MIN_STATUS_LIST_ENTRIES) throw invalid("too-short");
  return bits;
}

/**
 * As {@link decodeStatusList}, but of any length: some publish lists that are shorter than the standard allows.
 *
 * @throws `status-list-invalid`, but never for `too-short`
 */
export function decodeBits(encoded: string, options: { readonly maxEntries?: number } = {}): Uint8Array {
  const maxBytes = Math.floor((options.maxEntries ?? MAX_STATUS_LIST_ENTRIES) / 8);
  // Deflate adds five bytes to 64 KiB that it cannot shorten; twice the bits and a header is beyond any honest text.
  if (encoded.length > maxBytes * 2 + 1_024) throw invalid("too-long");
  const data = encoded.startsWith("u") ? fromBase64Url(encoded.slice(1)) : null;
  if (data === null || data.length === 0) throw invalid("encoding");
  return gunzip(data, maxBytes);
}

/**
 * Bits of a list in which these indexes are set.
 *
 * @param entries how many the list has at least; it is padded to {@link MIN_STATUS_LIST_ENTRIES}
 * @throws `batch-index` for an index that the list has not
 */
export function statusListBits(indexes: Iterable<number>, entries = MIN_STATUS_LIST_ENTRIES): Uint8Array {
  const bits = new Uint8Array(Math.ceil(Math.max(entries, MIN_STATUS_LIST_ENTRIES) / 8));
  for (const index of indexes) {
    if (!Number.isSafeInteger(index) || index < 0 || index >= entries) {
      throw new PeersealError("batch-index", `The list has no entry ${index}.`, { details: { index, entries } });
    }
    bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  return bits;
}

/**
 * The value of an entry: `size` bits from `index * size` on, the most significant first; null where the list ends before.
 *
 * @param size bits an entry has, 1 to 8
 */
export function statusAt(bits: Uint8Array, index: number, size = 1): number | null {
  const first = index * size;
  if (!Number.isSafeInteger(first) || first < 0 || first + size > bits.length * 8) return null;
  let value = 0;
  for (let i = first; i < first + size; i++)
    value = value * 2 + (((bits[Math.floor(i / 8)] ?? 0) >> (7 - (i % 8))) & 1);
  return value;
}

function gunzip(data: Uint8Array, maxBytes: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Gunzip((piece) => {
    length += piece.length;
    if (length > maxBytes) throw invalid("too-long");
    pieces.push(piece);
  });
  // A second stream in the same file would be read by some and passed over by others.
  stream.onmember = () => {
    throw invalid("gzip");
  };
  try {
    for (let at = 0; at < data.length; at += PIECE_BYTES) {
      stream.push(data.slice(at, at + PIECE_BYTES), at + PIECE_BYTES >= data.length);
    }
  } catch (cause) {
    throw cause instanceof PeersealError ? cause : invalid("gzip", cause);
  }
  const bits = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bits.set(piece, at);
    at += piece.length;
  }
  if (!hasTrailer(data, bits)) throw invalid("gzip");
  return bits;
}

/** Whether the data ends in checksum and length of what came out (RFC 1952), which the library does not look at. */
function hasTrailer(data: Uint8Array, bits: Uint8Array): boolean {
  if (data.length < 18) return false;
  const trailer = new DataView(data.buffer, data.byteOffset + data.length - 8, 8);
  return trailer.getUint32(0, true) === crc32(bits) && trailer.getUint32(4, true) === bits.length;
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

function invalid(reason: string, cause?: unknown): PeersealError {
  return new PeersealError("status-list-invalid", `The status list cannot be read: ${reason}.`, {
    details: { reason },
    cause,
  });
}
