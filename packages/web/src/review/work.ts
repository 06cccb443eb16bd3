import {
  type Hex,
  isObject,
  type JsonObject,
  parseDocument,
  parseJson,
  parseSignedAction,
  type SignedAction,
} from "@peerseal/sdk";
import { type Draft, readDraft } from "./draft.js";
import { changeStored, readStored } from "./storage.js";

/**
 * A review as it was made ready for signing: nothing in it changes any more. Without the salt the seal cannot be opened.
 */
export type Ready = {
  readonly document: JsonObject;
  readonly reviewDigest: Hex;
  /** Packed, decimal. */
  readonly ratings: string;
  readonly salt: Hex;
};

/** What a seat's work consists of. `signed`: the act as it was signed, kept to be sent again just so. */
export type WorkState = {
  readonly draft: Draft;
  readonly ready: Ready | null;
  readonly signed: SignedAction | null;
};

/** One seat's work on one sequence (1 the review, 2 its revision), as this browser keeps it. */
export type Work = WorkState & {
  /** Counts the writes: two tabs find each other by it. */
  readonly revision: number;
  /** Unix milliseconds of the last write. */
  readonly savedAt: number;
};

/** Another tab wrote in between. */
export class WrittenElsewhere extends Error {
  readonly theirs: Work;

  constructor(theirs: Work) {
    super("The draft was changed in another tab or window.");
    this.name = "WrittenElsewhere";
    this.theirs = theirs;
  }
}

/** Where the work of a seat is kept. */
export function workKey(round: string, seat: number, sequence: 1 | 2): string {
  return `${round}/${seat}/${sequence}`;
}

/** The work of a seat; null: none was begun in this browser. */
export async function readWork(key: string): Promise<Work | null> {
  return workOf(await readStored("drafts", key));
}

/**
 * Keeps the work of a seat.
 *
 * @param known revision that this tab last read or wrote; null: write over whatever is there.
 * @throws WrittenElsewhere
 */
export function keepWork(key: string, { draft, ready, signed }: WorkState, known: number | null): Promise<Work> {
  return changeStored("drafts", key, (before): Work => {
    const stored = workOf(before);
    if (stored !== null && known !== null && stored.revision !== known) throw new WrittenElsewhere(stored);
    return { draft, ready, signed, revision: (stored?.revision ?? 0) + 1, savedAt: Date.now() };
  });
}

function workOf(value: unknown): Work | null {
  if (!isObject(value)) return null;
  const draft = readDraft(value.draft);
  if (draft === null) return null;
  return {
    draft,
    ready: readReady(value.ready),
    signed: readSigned(value.signed),
    revision: typeof value.revision === "number" ? value.revision : 0,
    savedAt: typeof value.savedAt === "number" ? value.savedAt : 0,
  };
}

const WORD = /^0x[0-9a-f]{64}$/;

function isWord(value: unknown): value is Hex {
  return typeof value === "string" && WORD.test(value);
}

function readReady(value: unknown): Ready | null {
  if (!isObject(value) || !isObject(value.document)) return null;
  const { document, reviewDigest, ratings, salt } = value;
  if (!isWord(reviewDigest) || !isWord(salt) || typeof ratings !== "string" || !/^\d{1,78}$/.test(ratings)) return null;
  return { document, reviewDigest, ratings, salt };
}

function readSigned(value: unknown): SignedAction | null {
  try {
    return parseSignedAction(value);
  } catch {
    return null;
  }
}

/** A file that holds all of a seat's work, the salt included. */
export type WorkFile = WorkState & { readonly round: string; readonly seat: number; readonly sequence: 1 | 2 };

const SCHEMA = "peerseal.review-work/1";

/** Writes the work of a seat as a file for safe keeping. */
export function writeWorkFile(file: WorkFile): string {
  return `${JSON.stringify({ schema: SCHEMA, ...file }, null, 2)}\n`;
}

/** Reads such a file; null: it is none. A review that was made ready in it must be a `review/1` document. */
export function readWorkFile(text: string): WorkFile | null {
  try {
    const value = parseJson(text, { maxBytes: 4 << 20 });
    if (!isObject(value) || value.schema !== SCHEMA) return null;
    const { round, seat, sequence } = value;
    const draft = readDraft(value.draft);
    const ready = readReady(value.ready);
    if (typeof round !== "string" || typeof seat !== "number" || draft === null) return null;
    if (ready !== null) parseDocument(ready.document);
    return { round, seat, sequence: sequence === 2 ? 2 : 1, draft, ready, signed: readSigned(value.signed) };
  } catch {
    return null;
  }
}
