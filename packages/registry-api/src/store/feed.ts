import type { Kysely, Selectable } from "kysely";
import type { Db } from "./database.js";
import type { FeedTables } from "./tables/feed.js";
import type { Tables } from "./tables.js";

/**
 * How far a follower of the feed has come: the newest rollback and the newest event that it was told of. Any replica
 * can go on from it.
 */
export type FeedCursor = { readonly rollback: number; readonly position: number };

export type FeedEvent = Selectable<FeedTables["chainEvents"]>;

/** What a follower is to be told after a cursor: first what went, newest first, then what came, oldest first. */
export type FeedStretch = {
  readonly removed: readonly FeedEvent[];
  readonly added: readonly FeedEvent[];
  readonly cursor: FeedCursor;
  /** Whether there is more after `cursor`. */
  readonly more: boolean;
};

/** Positions of a block begin at its number times this. */
const BLOCK = 2 ** 20;
/** Order of positions below every block. */
const BEGINNING = -1;

/** A cursor as text, such as an id of an event of a stream. */
export const cursorText = ({ rollback, position }: FeedCursor): string => `${rollback}-${position}`;

/** Null: not one of ours. */
export function parseFeedCursor(text: string): FeedCursor | null {
  const match = /^(\d{1,15})-(-1|\d{1,16})$/.exec(text);
  if (match === null) return null;
  const [rollback, position] = [Number(match[1]), Number(match[2])];
  return Number.isSafeInteger(position) ? { rollback, position } : null;
}

/** Where somebody begins who wants to be told of nothing that was before. */
export async function newestCursor(db: Db): Promise<FeedCursor> {
  const [rollback, head] = await Promise.all([
    db
      .selectFrom("rollbacks")
      .select(({ fn }) => fn.max("sequence").as("newest"))
      .executeTakeFirst(),
    db.selectFrom("chainCursor").select("number").executeTakeFirst(),
  ]);
  return {
    rollback: Number(rollback?.newest ?? 0),
    position: head === undefined ? BEGINNING : (head.number + 1) * BLOCK - 1,
  };
}

/** Lets something be read of one moment: a block that comes in meanwhile is in all of it or in none. */
export function inSnapshot<T>(db: Kysely<Tables>, read: (snapshot: Db) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel("repeatable read").setAccessMode("read only").execute(read);
}

/** Reads on after a cursor, all as of one moment. */
export function readFeed(db: Kysely<Tables>, cursor: FeedCursor, limit: number): Promise<FeedStretch> {
  return inSnapshot(db, (snapshot) => followFeed(snapshot, cursor, limit));
}

/** As {@link readFeed}, inside a transaction whose snapshot holds for all of it, or which alone moves the cursor. */
export async function followFeed(db: Db, cursor: FeedCursor, limit: number): Promise<FeedStretch> {
  const { removed, ...at } = await takenBack(db, cursor);
  const rows = await db
    .selectFrom("chainEvents")
    .selectAll()
    .where("position", ">", at.position)
    .orderBy("position")
    .limit(limit + 1)
    .execute();
  const added = rows.slice(0, limit);
  const position = added.at(-1)?.position ?? at.position;
  return { removed, added, cursor: { rollback: at.rollback, position }, more: rows.length > limit };
}

/** What was told already and is no longer so, and where telling goes on. */
async function takenBack(db: Db, { rollback, position }: FeedCursor) {
  const rollbacks = await db
    .selectFrom("rollbacks")
    .select(["sequence", "firstBlock"])
    .where("sequence", ">", rollback)
    .orderBy("sequence")
    .execute();
  const removed: FeedEvent[] = [];
  let at = position;
  for (const { sequence, firstBlock } of rollbacks) {
    const gone = await db
      .selectFrom("removedEvents")
      .selectAll()
      .where("rollback", "=", sequence)
      .where("position", "<=", at)
      .orderBy("position", "desc")
      .execute();
    removed.push(...gone.map(({ rollback: _, ...event }) => event));
    if (firstBlock !== null) at = Math.min(at, firstBlock * BLOCK - 1);
  }
  return { removed, position: at, rollback: rollbacks.at(-1)?.sequence ?? rollback };
}
