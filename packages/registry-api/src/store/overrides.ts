import type { Selectable } from "kysely";
import type { BatchKey } from "./batches.js";
import type { Db } from "./database.js";
import type { RelayingTables } from "./tables/relaying.js";

export type OverrideRow = Selectable<RelayingTables["batchOverrides"]>;

/** Notes why a batch is issued without a decision that stands. Call inside the transaction that opens the batch. */
export async function addOverride(db: Db, override: OverrideRow): Promise<void> {
  await db.insertInto("batchOverrides").values(override).execute();
}

/** Null: none was given. */
export async function findOverride(db: Db, { institution, number }: BatchKey): Promise<OverrideRow | null> {
  const row = await db
    .selectFrom("batchOverrides")
    .selectAll()
    .where("institution", "=", institution)
    .where("number", "=", number)
    .executeTakeFirst();
  return row ?? null;
}
