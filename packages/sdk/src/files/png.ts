import { ambiguous, beyondLimit, damaged } from "../core/credential/explain.js";
import { PeersealError } from "../core/errors.js";
import { fromUtf8, utf8 } from "../core/text.js";
import { type Baked, type Baking, MAX_TEXT, requireFree, unfit } from "./baked.js";
import { crc32 } from "./crc32.js";
import { inflateWithin, joined } from "./inflate.js";

/** Keyword of the text chunk with the credential. Source: Open Badges 3.0, section 5.3.1. */
export const PNG_CREDENTIAL = "openbadgecredential";
/** Keyword of the text chunk with the receipt. */
export const PNG_RECEIPT = "peerseal.receipt";
const PNG_OPEN_BADGE_2 = "openbadges";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** A photo of 64 MiB in the smallest usual chunks has fewer. */
const MAX_CHUNKS = 20_000;
/** Length, type and checksum. */
const FRAME = 12;

type Chunk = { readonly type: string; readonly data: Uint8Array; readonly at: number };

/**
 * Reads what was baked into a PNG image: text chunks `iTXt`, also compressed ones, and `tEXt`.
 *
 * @throws `open-damaged` where the image is cut short, a checksum is wrong or a text is not UTF-8; `open-ambiguous` for
 * two credentials or two receipts; `open-limit`
 */
export function readBakedPng(bytes: Uint8Array): Baked {
  const found = new Map<string, string>();
  for (const chunk of chunksOf(bytes)) {
    const text = textOf(chunk);
    if (text === null) continue;
    if (found.has(text.keyword) && text.keyword !== PNG_OPEN_BADGE_2) throw ambiguous("png");
    found.set(text.keyword, text.value);
  }
  return {
    credential: found.get(PNG_CREDENTIAL) ?? null,
    receipt: found.get(PNG_RECEIPT) ?? null,
    openBadge2: found.has(PNG_OPEN_BADGE_2),
  };
}

/**
 * Puts a credential into a PNG image, with its receipt in a second chunk. The picture stays what it was. An image that
 * holds a credential is refused, never changed: it may be somebody's only copy.
 *
 * @throws `image-occupied`, `image-unfit`
 * @example
 * const badge = bakePng(picture, { credential, receipt });
 */
export function bakePng(png: Uint8Array, { credential, receipt }: Baking): Uint8Array<ArrayBuffer> {
  const end = placeForText(png);
  const texts = [textChunk(PNG_CREDENTIAL, typeof credential === "string" ? credential : JSON.stringify(credential))];
  if (receipt) texts.push(textChunk(PNG_RECEIPT, JSON.stringify(receipt)));
  return joined([png.subarray(0, end), ...texts, png.subarray(end)]);
}

/** Where the last chunk begins: chunks whose order matters stay where they are. */
function placeForText(png: Uint8Array): number {
  try {
    requireFree(readBakedPng(png));
    return chunksOf(png).at(-1)?.at ?? 0;
  } catch (cause) {
    throw unfit(cause);
  }
}

/** The chunks of an image from its header to its end, each with the checksum that it says. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) throw damaged("png", "signature");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  let at = SIGNATURE.length;
  while (at < bytes.length) {
    if (chunks.length >= MAX_CHUNKS) throw beyondLimit("png", "chunks", MAX_CHUNKS);
    if (at + FRAME > bytes.length) throw damaged("png", "truncated");
    const length = view.getUint32(at);
    if (length > bytes.length - at - FRAME) throw damaged("png", "truncated");
    const body = bytes.subarray(at + 4, at + 8 + length);
    if (crc32(body) !== view.getUint32(at + 8 + length)) throw damaged("png", "checksum");
    const type = String.fromCharCode(...body.subarray(0, 4));
    chunks.push({ type, data: body.subarray(4), at });
    at += FRAME + length;
    if (type === "IEND") break;
  }
  if (chunks[0]?.type !== "IHDR" || chunks.at(-1)?.type !== "IEND") throw damaged("png", "truncated");
  return chunks;
}

/** Keyword and text of a chunk that is one of ours to read; null for any other. */
function textOf({ type, data }: Chunk): { readonly keyword: string; readonly value: string } | null {
  if (type !== "iTXt" && type !== "tEXt") return null;
  const nul = data.indexOf(0);
  // A keyword has at most 79 bytes.
  if (nul < 1 || nul > 79) return null;
  const keyword = String.fromCharCode(...data.subarray(0, nul));
  if (keyword !== PNG_CREDENTIAL && keyword !== PNG_RECEIPT && keyword !== PNG_OPEN_BADGE_2) return null;
  if (data.length > MAX_TEXT) throw beyondLimit("png", "text", MAX_TEXT);
  try {
    return { keyword, value: fromUtf8(type === "tEXt" ? data.subarray(nul + 1) : internationalText(data, nul + 1)) };
  } catch (cause) {
    if (cause instanceof PeersealError && cause.code === "open-limit") throw cause;
    throw damaged("png", "text", cause);
  }
}

/** PNG, section 11.3.3.4: flag, method, language tag and translated keyword each ended by NUL, text. */
function internationalText(data: Uint8Array, from: number): Uint8Array {
  const language = data.indexOf(0, from + 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) throw damaged("png", "text");
  const text = data.subarray(translated + 1);
  if (data[from] === 0) return text;
  if (data[from] !== 1 || data[from + 1] !== 0) throw damaged("png", "compression");
  return inflateWithin(text, { form: "zlib", limit: MAX_TEXT, kind: "png" });
}

/** An uncompressed text, as Open Badges 3.0 asks for. */
function textChunk(keyword: string, text: string): Uint8Array {
  const body = utf8(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return chunk;
}
