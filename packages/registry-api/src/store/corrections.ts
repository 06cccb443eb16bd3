import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { BatchKey } from "./batches.js";
import type { Db } from "./database.js";
import type { RelayingTables } from "./tables/relaying.js";

export type CorrectionRow = Selectable<RelayingTables["corrections"]>;

/** Notes what a batch of corrected credentials takes the place of. Call inside the transaction that opens it. */
export async function addCorrection(
  db: Db,
  batch: BatchKey,
  replaced: { readonly number: number; readonly indexes: readonly number[] },
): Promise<void> {
  await db
    .insertInto("corrections")
    .values({ ...batch, replacedNumber: replaced.number, replacedIndexes: [...replaced.indexes] })
    .execute();
}

/** A correction whose batch the chain holds, by one of some institutions; null: none. */
export async function dueCorrection(db: Db, institutions: readonly number[]): Promise<CorrectionRow | null> {
  if (institutions.length === 0) return null;
  const row = await db
    .selectFrom("corrections")
    .selectAll()
    .where("institution", "in", [...institutions])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("chainAnchors")
          .select("chainAnchors.number")
          .whereRef("chainAnchors.institution", "=", "corrections.institution")
          .where(sql<boolean>`chain_anchors.number = corrections.number::numeric`),
      ),
    )
    .orderBy("institution")
    .orderBy("number")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Takes a correction away; false: another worker did. */
export async function removeCorrection(db: Db, batch: BatchKey): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("corrections")
    .where("institution", "=", batch.institution)
    .where("number", "=", batch.number)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Indexes of a batch that a correction under way replaces already. */
export async function beingReplaced(db: Db, institution: number, number: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom("corrections")
    .select("replacedIndexes")
    .where("institution", "=", institution)
    .where("replacedNumber", "=", number)
    .execute();
  return new Set(rows.flatMap(({ replacedIndexes }) => replacedIndexes));
}
