/** A text with the encoding that it was read in. */
export type Decoded = { readonly text: string; readonly encoding: string };

/** Tried in this order where there is no byte order mark; each refuses what it cannot read, but for the last. */
const GUESSES = ["utf-8", "shift_jis", "windows-1252"] as const;

/** Reads the bytes of a list as spreadsheet programs write it: with a byte order mark, in UTF-8, in Shift_JIS, or in Latin letters. */
export function decodeList(bytes: Uint8Array): Decoded {
  const marked = markedEncoding(bytes);
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), encoding: marked };
  for (const encoding of GUESSES) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // Not in this one.
    }
  }
  return { text: new TextDecoder().decode(bytes), encoding: "utf-8" };
}

function markedEncoding([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}
