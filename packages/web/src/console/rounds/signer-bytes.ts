import type { Hex } from "@peerseal/sdk";

const LENGTHS: ReadonlySet<number> = new Set([42, 170]);

/** Reads the key of a reviewer as the workspace shows it: an account or a passkey, in hexadecimal. null: neither. */
export function readSigner(text: string): Hex | null {
  const found = text.trim().toLowerCase();
  return /^0x[0-9a-f]+$/.test(found) && LENGTHS.has(found.length) ? `0x${found.slice(2)}` : null;
}
