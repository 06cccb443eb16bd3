import { setTimeout as wait } from "node:timers/promises";
import { type AuditEntry, insertAudit } from "../store/access/audit-log.js";
import type { Db } from "../store/database.js";

/** How long refusals of callers without a name may wait for others like them, in milliseconds. */
const COALESCE_MS = 1_000;
/** Different refusals that wait at most; beyond it they are written at once. */
const MOST_WAITING = 1_000;
/** With as many rows in one statement the rate is high: the next waits so many milliseconds for more company. */
const BUSY = { rows: 8, pauseMs: 8 } as const;
/** Rows of one statement at most. */
const MOST_ROWS = 2_000;

/** Writes the audit log. */
export type AuditWriter = {
  /** Resolves once the row is on the disk. @throws the database's fault; the row is then not written. */
  readonly write: (entry: AuditEntry) => Promise<void>;
  /** Counts a refusal of somebody unknown; written within a second, alike ones as one row. */
  readonly count: (entry: AuditEntry) => void;
  /** Writes what waits. */
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly entry: AuditEntry;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
};

/**
 * Rows that come while one statement is on its way go with the next one: at any rate of writes there is one commit at a
 * time, and each waits for two at most. At a high rate a pause of some milliseconds keeps the statements few.
 */
export function makeAuditWriter(db: Db, onError: (error: unknown) => void): AuditWriter {
  const waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  const counted = new Map<string, AuditEntry>();
  let timer: NodeJS.Timeout | null = null;

  const drain = async (): Promise<void> => {
    // What arrives in this turn of the loop goes along.
    await new Promise((next) => setImmediate(next));
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_ROWS);
      try {
        await insertAudit(
          db,
          batch.map(({ entry }) => entry),
        );
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
      if (batch.length >= BUSY.rows) await wait(BUSY.pauseMs);
    }
    // In the same turn as the look at what waits: a row that comes next starts anew.
    writing = null;
  };

  const write = (entry: AuditEntry): Promise<void> =>
    new Promise((done, failed) => {
      waiting.push({ entry, done, failed });
      writing ??= drain();
    });

  const flushCounted = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const entries = [...counted.values()];
    counted.clear();
    await Promise.all(entries.map((entry) => write(entry).catch(onError)));
  };

  return {
    write,
    count: (entry) => {
      const name = `${entry.route} ${entry.institution} ${entry.status}`;
      const alike = counted.get(name);
      counted.set(name, alike === undefined ? entry : { ...alike, count: alike.count + entry.count });
      if (counted.size > MOST_WAITING) void flushCounted();
      timer ??= setTimeout(() => void flushCounted(), COALESCE_MS);
    },
    close: async () => {
      await flushCounted();
      await writing;
    },
  };
}
