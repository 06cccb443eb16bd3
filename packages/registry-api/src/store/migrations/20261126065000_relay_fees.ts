import { type Kysely, sql } from "kysely";

/** What each final transaction of a relayer cost. Written by operations alone, from receipts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table relay_fees (
        hash text primary key,
        fee_wei numeric(78) not null check (fee_wei >= 0),
        noted_at bigint not null
      )`,
    )
    .execute(db);
}
