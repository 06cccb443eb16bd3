import type { ConflictCategory, Hex } from "@peerseal/sdk";
import { readSeatKey } from "../../review/seat-key.js";

const LENGTHS: ReadonlySet<number> = new Set([42, 170]);

/** What a reviewer gave back for a round. `ties`: kinds that were declared; null: the signer came without a statement. */
export type GivenSigner = { readonly signer: Hex; readonly ties: readonly ConflictCategory[] | null };

/**
 * Reads what a reviewer gave back: a seat key, or the bytes of an account or a passkey alone, in hexadecimal.
 *
 * @returns null for anything else, and for the key of another round.
 */
export function readSigner(text: string, round: string): GivenSigner | null {
  const key = readSeatKey(text);
  if (key !== null) return key.round === round ? { signer: key.signer, ties: key.ties } : null;
  const found = text.trim().toLowerCase();
  if (!/^0x[0-9a-f]+$/.test(found) || !LENGTHS.has(found.length)) return null;
  return { signer: `0x${found.slice(2)}`, ties: null };
}
