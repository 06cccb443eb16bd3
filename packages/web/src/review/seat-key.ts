import {
  CONFLICT_CATEGORIES,
  type ConflictCategory,
  type Digest,
  type Hex,
  isObject,
  parseDigest,
  parseJson,
  parseRoundId,
  type RoundId,
} from "@peerseal/sdk";

/**
 * What a reviewer gives back to the officer who appoints: nothing in it is secret, and no person is named.
 */
export type SeatKey = {
  readonly round: RoundId;
  /** ERC-7913 bytes of the seat's signer, for this round only. */
  readonly signer: Hex;
  /** Kinds of tie that the reviewer declared; the words stay with the reviewer until the review is published. */
  readonly ties: readonly ConflictCategory[];
  /** Digest of the whole statement. */
  readonly statement: Digest;
};

const MARK = "peerseal-seat-1.";
const SIGNER = /^0x(?:[0-9a-f]{40}|[0-9a-f]{168})$/;
const MAX_CHARACTERS = 4_000;

/** Writes a seat key as one word, to be pasted into a message. */
export function writeSeatKey({ round, signer, ties, statement }: SeatKey): string {
  return MARK + toBase64url(JSON.stringify({ round, signer, ties, statement }));
}

/** Reads a seat key, also out of a message that holds more; null: there is none in it. */
export function readSeatKey(text: string): SeatKey | null {
  const [, word] = /peerseal-seat-1\.([A-Za-z0-9_-]+)/.exec(text.slice(0, MAX_CHARACTERS)) ?? [];
  if (word === undefined) return null;
  try {
    const value = parseJson(fromBase64url(word), { maxBytes: MAX_CHARACTERS });
    if (!isObject(value) || typeof value.round !== "string" || typeof value.statement !== "string") return null;
    const { signer, ties } = value;
    if (!isSigner(signer) || !Array.isArray(ties)) return null;
    return {
      round: parseRoundId(value.round),
      signer,
      ties: CONFLICT_CATEGORIES.filter((category) => ties.includes(category)),
      statement: parseDigest(value.statement),
    };
  } catch {
    return null;
  }
}

function isSigner(value: unknown): value is Hex {
  return typeof value === "string" && SIGNER.test(value);
}

function toBase64url(text: string): string {
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64url(text: string): string {
  return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
}
