import type pg from "pg";
import { type Db as BossDatabase, type JobWithMetadata, PgBoss } from "pg-boss";
import type { Connections } from "../store/database.js";
import { NotDelivered } from "./deliver.js";
import { bossDatabase, type Enqueue } from "./spread.js";

/** The queue of deliveries, in a schema of its own beside our tables. */
export type DeliveryQueue = {
  readonly enqueue: Enqueue;
  readonly close: () => Promise<void>;
};

export type QueueOptions = {
  /** Seconds before the second try; each further wait is twice as long, drawn between its half and all of it. */
  readonly retryDelay: number;
  /** Tries after the first. */
  readonly retries: number;
  /** Tries one delivery. */
  readonly deliver: (id: string, isLast: boolean) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

const QUEUE = "webhook-deliveries";
const SCHEMA = "pgboss";
const AT_ONCE = 4;

/** pg-boss on a pool of ours. It sends several statements at once, and wants the rows of each. */
export function poolDatabase(pool: pg.Pool): BossDatabase {
  return {
    executeSql: async (text, values = []) => {
      const results: pg.QueryResult | readonly pg.QueryResult[] = await pool.query(text, [...values]);
      return { rows: [results].flat().flatMap(({ rows }) => rows) };
    },
  };
}

/** Starts the queue on the registry's own pool: no more connections, and none that the pool does not know. */
export async function startDeliveryQueue(db: Connections, options: QueueOptions): Promise<DeliveryQueue> {
  const boss = new PgBoss({ db: poolDatabase(db.pool), schema: SCHEMA, schedule: false });
  boss.on("error", options.onError);
  await boss.start();
  await boss.createQueue(QUEUE);
  await boss.updateQueue(QUEUE, {
    retryLimit: options.retries,
    retryDelay: options.retryDelay,
    retryBackoff: true,
    expireInSeconds: 60,
    // Waiting for two days at most; deliveries themselves stay in our table.
    retentionSeconds: 2 * 86_400,
    deleteAfterSeconds: 3_600,
  });
  const work = { includeMetadata: true, localConcurrency: AT_ONCE, pollingIntervalSeconds: 1 } as const;
  await boss.work(QUEUE, work, async ([job]: JobWithMetadata<{ readonly delivery: string }>[]) => {
    if (job === undefined) return;
    try {
      await options.deliver(job.data.delivery, job.retryCount >= job.retryLimit);
    } catch (error) {
      if (!(error instanceof NotDelivered)) options.onError(error);
      throw error;
    }
  });
  return {
    enqueue: async (deliveries, tx) => {
      await boss.insert(
        QUEUE,
        deliveries.map((delivery) => ({ data: { delivery } })),
        { db: bossDatabase(tx) },
      );
    },
    close: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}
