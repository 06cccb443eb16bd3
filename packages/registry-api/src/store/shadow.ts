import { sql } from "kysely";
import { CHAIN_TABLES, snake } from "./chain-rows.js";
import { inChainTransaction } from "./chain-transaction.js";
import type { Connections, Db } from "./database.js";

/** Schema in which a rebuild is made, beside what is served meanwhile. */
export const SHADOW = "peerseal_rebuild";

const DERIVED: readonly string[] = ["blocks", "chain_cursor", ...CHAIN_TABLES.map(snake)];

/** Makes empty chain tables beside the real ones; what an earlier rebuild left is dropped. */
export async function openShadow(db: Db): Promise<void> {
  await dropShadow(db);
  await sql`create schema ${sql.id(SHADOW)}`.execute(db);
  for (const table of DERIVED) {
    await sql`create table ${sql.id(SHADOW, table)} (like ${sql.id("public", table)} including all)`.execute(db);
  }
  await sql`create table ${sql.id(SHADOW, "network")} (like public.network including all)`.execute(db);
  await sql`insert into ${sql.id(SHADOW, "network")} select * from public.network`.execute(db);
}

export async function dropShadow(db: Db): Promise<void> {
  await sql`drop schema if exists ${sql.id(SHADOW)} cascade`.execute(db);
}

/**
 * Puts the rebuilt tables' rows in the place of the real ones', in one transaction: readers see the old ones or the new
 * ones. An indexer that runs meanwhile waits, finds its cursor moved, and goes on from the new one.
 */
export async function takeShadow(db: Connections): Promise<void> {
  await inChainTransaction(db, async ({ tx }) => {
    await sql`select 1 from public.network for update`.execute(tx);
    for (const table of DERIVED) {
      await sql`delete from ${sql.id("public", table)}`.execute(tx);
      const columns = await writableColumns(tx, table);
      const names = sql.join(columns.map((column) => sql.id(column)));
      await sql`insert into ${sql.id("public", table)} (${names}) select ${names} from ${sql.id(SHADOW, table)}`.execute(
        tx,
      );
    }
  });
}

/** All but those that the database computes itself. */
async function writableColumns(db: Db, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`.execute(
    db,
  );
  return rows.map((row) => row.name);
}
