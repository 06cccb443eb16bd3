import { sql } from "kysely";
import type { Db } from "./database.js";

/** A table that a backup holds. `columns`: those that are written, not computed; `sequence`: its own identity column. */
export type SavedTable = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly sequence: string | null;
};

/** Kept elsewhere: the form of the database stands in the manifest, and who may sign now is nothing of the past. */
const NEVER: ReadonlySet<string> = new Set([
  "migrations",
  "migration_lock",
  "sender_leases",
  "access_sessions",
  "access_challenges",
]);
/** What the chain tells is read from the chain again; so is how far it was read. */
const CHAIN: ReadonlySet<string> = new Set(["blocks", "chain_cursor"]);

type Found = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly sequence: string | null;
  readonly references: readonly string[];
  readonly ofBlock: boolean;
};

/**
 * The tables that only this registry knows, those that others refer to first. Found in the catalogue, so that a table
 * that is added later is saved unless it is a chain's.
 */
export async function listSavedTables(db: Db): Promise<readonly SavedTable[]> {
  const { rows } = await sql<Found>`
    select c.relname as name,
      array(
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
      ) as columns,
      (
        select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity <> '' limit 1
      ) as sequence,
      array(
        select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
      ) as references,
      exists (
        select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped and a.attname = 'block_hash'
      ) as of_block
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
    order by c.relname
  `.execute(db);
  const saved = rows.filter(
    ({ name, ofBlock, references }) =>
      !NEVER.has(name) && !CHAIN.has(name) && !ofBlock && !references.includes("blocks"),
  );
  return inOrder(saved).map(({ name, columns, sequence }) => ({ name, columns, sequence }));
}

/** A table after those that it refers to. */
function inOrder(tables: readonly Found[]): readonly Found[] {
  const ordered: Found[] = [];
  const names = new Set(tables.map(({ name }) => name));
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const ready = tables.filter(
      ({ name, references }) => !placed.has(name) && references.every((of) => placed.has(of) || !names.has(of)),
    );
    if (ready.length === 0) throw new Error("Tables refer to each other in a circle.");
    for (const table of ready) placed.add(table.name);
    ordered.push(...ready);
  }
  return ordered;
}
