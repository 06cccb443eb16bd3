import { PeersealError } from "./errors.js";

const UTF8_STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const UTF8 = new TextEncoder();

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return UTF8.encode(text);
}

/**
 * Text of UTF-8 bytes; nothing is replaced and a byte order mark is kept.
 *
 * @throws `json-encoding`
 */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return UTF8_STRICT.decode(bytes);
  } catch (cause) {
    throw new PeersealError("json-encoding", "The bytes are not valid UTF-8.", { cause });
  }
}

/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  return UTF8.encode(text).length;
}

/** Order of two texts by their UTF-8 bytes, which is the order of code points (`<` compares UTF-16 units). */
export function compareUtf8(a: string, b: string): number {
  const left = utf8(a);
  const right = utf8(b);
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
