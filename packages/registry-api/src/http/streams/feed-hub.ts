import type { wire } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import type { Db } from "../../store/database.js";
import {
  cursorText,
  type FeedCursor,
  type FeedEvent,
  type FeedStretch,
  followFeed,
  inSnapshot,
  newestCursor,
  readFeed,
} from "../../store/feed.js";
import type { Tables } from "../../store/tables.js";
import { hrefOf } from "../href.js";
import type { OpenStream, StreamEvent } from "./sse.js";

/** Which events a reader wants. */
export type FeedFilter = Pick<wire.FeedQuery, "type" | "institution">;

/** The public feed of this process: the database is read once for all readers. */
export type FeedHub = {
  /** Lets a stream have the feed from a cursor on; null: from now on. */
  readonly join: (stream: OpenStream, from: FeedCursor | null, filter: FeedFilter) => Promise<void>;
  /** Looks for something new. */
  readonly look: () => Promise<void>;
};

type Reader = { readonly stream: OpenStream; readonly filter: FeedFilter };

const PAGE = 500;

export function makeFeedHub(db: Kysely<Tables>): FeedHub {
  const readers = new Set<Reader>();
  let cursor: FeedCursor | null = null;
  /** Joining and looking in turn: a reader that catches up must not miss what comes meanwhile. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(what: () => Promise<T>): Promise<T> => {
    const next = turn.then(what, what);
    turn = next;
    return next;
  };

  /** Tells everything after a cursor, as one snapshot of the database has it. */
  const catchUp = async (snapshot: Db, from: FeedCursor, told: readonly Reader[]): Promise<FeedCursor> => {
    let at = from;
    for (;;) {
      const stretch = await followFeed(snapshot, at, PAGE);
      tellAll(stretch, told);
      at = stretch.cursor;
      if (!stretch.more) return at;
    }
  };

  return {
    join: async (stream, from, filter) => {
      const reader = { stream, filter };
      let isGone = false;
      stream.onEnd(() => {
        isGone = true;
        readers.delete(reader);
      });
      // What lies far behind is read by itself, as fast as the reader takes it, so that it holds nobody up.
      let at = from;
      for (let more = at !== null; more && at !== null && !isGone; ) {
        const stretch: FeedStretch = await readFeed(db, at, PAGE);
        tellAll(stretch, [reader]);
        at = stretch.cursor;
        more = stretch.more;
        await stream.drained();
      }
      await inTurn(() =>
        inSnapshot(db, async (snapshot) => {
          if (isGone) return;
          // One snapshot for both: from here on the reader misses nothing that the others are told, and hears it once.
          cursor = await catchUp(snapshot, cursor ?? (await newestCursor(snapshot)), [...readers]);
          if (at !== null) await catchUp(snapshot, at, [reader]);
          readers.add(reader);
        }),
      );
    },
    look: () =>
      inTurn(async () => {
        if (readers.size === 0) {
          cursor = null;
          return;
        }
        await inSnapshot(db, async (snapshot) => {
          cursor = await catchUp(snapshot, cursor ?? (await newestCursor(snapshot)), [...readers]);
        });
      }),
  };
}

function tellAll({ removed, added, cursor }: FeedStretch, told: readonly Reader[]): void {
  // Without an id: whoever is cut off between two of them is told all of them again.
  for (const event of removed) for (const reader of told) tell(reader, event, "removed");
  for (const event of added) {
    const at = { rollback: cursor.rollback, position: event.position };
    for (const reader of told) tell(reader, event, event.type, at);
  }
}

function tell({ stream, filter }: Reader, event: FeedEvent, name: string, cursor?: FeedCursor): void {
  if (filter.type !== undefined && filter.type !== event.type) return;
  if (filter.institution !== undefined && filter.institution !== event.institution) return;
  const told: StreamEvent = { event: name, data: toFeedEvent(event) };
  stream.send(cursor === undefined ? told : { ...told, id: cursorText(cursor) });
}

/** An event as callers see it. */
export function toFeedEvent(event: FeedEvent): wire.FeedEvent {
  return {
    // The view gives no other words.
    type: event.type as wire.FeedType,
    institution: event.institution,
    subject: event.subject,
    href: hrefOf(event.type, event.subject),
    at: event.at,
    block: event.blockNumber,
    blockHash: event.blockHash,
    transaction: event.transactionHash,
    data: { ...event.data },
  };
}
