import { type Kysely, sql } from "kysely";

/**
 * Rows of the chain go with their blocks by position, in the indexer's own transaction. The foreign keys to `blocks` did
 * the same by looking through every table for each block, and cost a look-up for each row written.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `do $$
      declare found record;
      begin
        for found in
          select conname, conrelid::regclass as owner from pg_constraint
          where contype = 'f' and confrelid = 'blocks'::regclass
        loop
          execute format('alter table %s drop constraint %I', found.owner, found.conname);
        end loop;
      end $$`,
    )
    .execute(db);
}
