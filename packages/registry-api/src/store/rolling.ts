import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { BatchKey, BatchRow } from "./batches.js";
import type { Db } from "./database.js";

/** What takes places: a course version that an institution issues for. */
export type Stream = { readonly institution: number; readonly courseVersion: Hex };

/** Places of one batch that were given out together: ranks in the batch's drawn order. */
export type Allotment = {
  readonly number: number;
  readonly capacity: number;
  readonly drawSeed: string;
  readonly from: number;
  readonly to: number;
};

export type RollingTerms = {
  /** A power of two. */
  readonly capacity: number;
  /** Seconds from its opening after which a batch is sealed. */
  readonly sealAfter: number;
  /** How long places may be waited for, Unix seconds. */
  readonly reservedUntil: number;
};

/**
 * Gives out places of the batch that fills, and opens the next one where that is full or too old. Call inside a
 * transaction: the batch stays locked until it ends, so that no place is given out twice, and a crash gives out none.
 *
 * @param draw a number for a new batch, and the seed of its order.
 */
export async function allocate(
  db: Db,
  stream: Stream,
  count: number,
  terms: RollingTerms,
  draw: () => { readonly number: number; readonly drawSeed: string },
  now: number,
): Promise<readonly Allotment[]> {
  const allotments: Allotment[] = [];
  let left = count;
  while (left > 0) {
    const batch = await fillingBatch(db, stream, terms, draw, now);
    const taken = Math.min(left, batch.capacity - batch.allocated);
    const to = batch.allocated + taken;
    await db
      .updateTable("batches")
      .set({
        allocated: to,
        filling: to < batch.capacity,
        reservedUntil: sql`greatest(reserved_until, ${terms.reservedUntil}::bigint)`,
      })
      .where("position", "=", batch.position)
      .execute();
    const { number, capacity, drawSeed } = batch;
    if (taken > 0) allotments.push({ number, capacity, drawSeed, from: batch.allocated, to });
    left -= taken;
  }
  return allotments;
}

type Filling = Pick<BatchRow, "position" | "number" | "capacity" | "allocated"> & { readonly drawSeed: string };

async function fillingBatch(
  db: Db,
  stream: Stream,
  terms: RollingTerms,
  draw: () => { readonly number: number; readonly drawSeed: string },
  now: number,
): Promise<Filling> {
  for (;;) {
    const row = await db
      .selectFrom("batches")
      .select(["position", "number", "capacity", "allocated", "drawSeed", "sealAt"])
      .where("institution", "=", stream.institution)
      .where("courseVersion", "=", stream.courseVersion)
      .where("filling", "=", true)
      .forUpdate()
      .executeTakeFirst();
    if (row?.drawSeed != null && (row.sealAt ?? 0) > now) return { ...row, drawSeed: row.drawSeed };
    if (row !== undefined) {
      await db.updateTable("batches").set({ filling: false }).where("position", "=", row.position).execute();
    }
    // Another registry may open one at the same time: then that one is found in the next turn.
    await db
      .insertInto("batches")
      .values({
        ...stream,
        ...draw(),
        capacity: terms.capacity,
        state: "open",
        openedAt: now,
        rolling: true,
        filling: true,
        sealAt: now + terms.sealAfter,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Rolling batches that are full or old enough, and wait for no place that was given out. */
export async function dueRolling(db: Db, now: number): Promise<readonly BatchKey[]> {
  return db
    .selectFrom("batches")
    .select(["institution", "number"])
    .where("rolling", "=", true)
    .where("state", "=", "open")
    .where("credentials", ">", 0)
    .where((where) => where.or([where("filling", "=", false), where("sealAt", "<=", now)]))
    .where((where) => where.or([where("credentials", ">=", where.ref("allocated")), where("reservedUntil", "<=", now)]))
    .orderBy("position")
    .limit(100)
    .execute();
}

/**
 * Closes a rolling batch that is due: it takes nothing more. A put that holds the batch's lock ends before; one that
 * comes after sees that it is closed. Call inside a transaction.
 *
 * @returns false when another registry did, or a put came in between.
 */
export async function closeRolling(db: Db, { institution, number }: BatchKey, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("batches")
    .set({ state: "closing", closingAt: now, filling: false })
    .where("institution", "=", institution)
    .where("number", "=", number)
    .where("state", "=", "open")
    .where("rolling", "=", true)
    .where("credentials", ">", 0)
    .where((where) => where.or([where("credentials", ">=", where.ref("allocated")), where("reservedUntil", "<=", now)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
