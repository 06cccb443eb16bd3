import { type Hex, type JsonObject, parseJson, SEAT_FLAGS, type SeatFlag, type wire } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { findPublished, type StoredDocument } from "../../store/documents.js";

const ZERO = `0x${"0".repeat(64)}`;

/** The chain's zero word says that there is none. */
export const orNull = (word: Hex): Hex | null => (word === ZERO ? null : word);
/** The chain's 0 says that there is none, or not yet. */
export const nonZero = (value: number): number | null => (value === 0 ? null : value);

/** Where the chain says so. */
export function recorded(row: { blockNumber: number; transactionHash: Hex; at: number }): wire.Recorded {
  return { block: row.blockNumber, transaction: row.transactionHash, at: row.at };
}

/** Marks of a seat. */
export function flagsOf(row: { objectedAt: number | null; isExcluded: boolean; isAdded: boolean }): SeatFlag[] {
  const marks = { objected: row.objectedAt !== null, excluded: row.isExcluded, added: row.isAdded };
  return SEAT_FLAGS.filter((flag) => marks[flag]);
}

/** The members of a stored document. */
export function contentOf(document: StoredDocument | null | undefined): JsonObject | null {
  if (document == null || document.state !== "published") return null;
  const value = parseJson(document.canonical, { integersOnly: true });
  return isObject(value) ? value : null;
}

/** Titles of documents by digest, where they are published and have one. */
export async function titlesOf(
  db: Db,
  digests: readonly Hex[],
): Promise<(digest: Hex) => Record<string, string> | null> {
  const documents = await findPublished(db, digests);
  return (digest) => {
    const title = contentOf(documents.get(digest))?.title;
    if (title === undefined || !isObject(title)) return null;
    const texts = Object.entries(title).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    return texts.length === 0 ? null : Object.fromEntries(texts);
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
