const ALPHABET = /^[A-Za-z0-9_-]*$/;
/** Characters that `String.fromCharCode` takes at once without trouble on the stack. */
const PART = 8_192;

/** Bytes as base64url without padding (RFC 4648, section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (let from = 0; from < bytes.length; from += PART) {
    binary += String.fromCharCode(...bytes.subarray(from, from + PART));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Bytes of base64url without padding; null for anything else, white space included. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!ALPHABET.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
