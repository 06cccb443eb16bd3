import { CompiledQuery, type Kysely, sql } from "kysely";
import type { Db as BossDatabase } from "pg-boss";
import type { Db } from "../store/database.js";
import type { Tables } from "../store/tables.js";
import { newId } from "./secrets.js";

/** Puts jobs into the queue, in a transaction of ours. */
export type Enqueue = (deliveries: readonly string[], db: Db) => Promise<void>;

const PAGE = 100;

/** pg-boss on a connection or transaction of ours, so that a job is there exactly when the rest is. */
export function bossDatabase(db: Db): BossDatabase {
  const plain = db.withoutPlugins();
  return {
    executeSql: async (text, values = []) => {
      const { rows } = await plain.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]));
      return { rows };
    },
  };
}

/**
 * Makes a delivery, with its job, of each notice for each webhook that wants it.
 *
 * @param indexed newest block in the database
 * @returns whether there is more.
 */
export async function spreadNotices(
  db: Kysely<Tables>,
  enqueue: Enqueue,
  { indexed, now }: { readonly indexed: number; readonly now: number },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const notices = await tx
      .selectFrom("notices")
      .select(["id", "type", "institution", "position"])
      .where("isSpread", "=", false)
      .where((where) => where.or([where("readyBlock", "is", null), where("readyBlock", "<=", indexed)]))
      .orderBy("position")
      .limit(PAGE)
      .forUpdate()
      .skipLocked()
      .execute();
    if (notices.length === 0) return false;
    const webhooks = await tx
      .selectFrom("webhooks")
      .select(["id", "institution", "events"])
      .where("state", "=", "active")
      .where(sql<boolean>`institution = any(${notices.map(({ institution }) => institution)}::bigint[])`)
      .orderBy("position")
      .execute();
    const deliveries = notices.flatMap((notice) =>
      webhooks
        .filter(
          ({ institution, events }) => institution === notice.institution && events.some((e) => e === notice.type),
        )
        .map((webhook) => ({ id: newId("del"), webhook: webhook.id, notice: notice.id, createdAt: now })),
    );
    if (deliveries.length > 0) {
      await tx.insertInto("webhookDeliveries").values(deliveries).execute();
      await enqueue(
        deliveries.map(({ id }) => id),
        tx,
      );
    }
    await tx
      .updateTable("notices")
      .set({ isSpread: true })
      .where(sql<boolean>`position = any(${notices.map(({ position }) => position)}::bigint[])`)
      .execute();
    return notices.length === PAGE;
  });
}
