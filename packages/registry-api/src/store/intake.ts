import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { BatchKey } from "./batches.js";
import type { Db } from "./database.js";
import type { BatchState } from "./tables/relaying.js";

/** A credential for its place. */
export type Put = {
  readonly number: number;
  readonly index: number;
  readonly digest: Hex;
  /** Its text; null: whoever issued it keeps it. */
  readonly credential: string | null;
};

/** What a put must know of its batch. */
export type PutBatch = BatchKey & {
  readonly state: BatchState;
  readonly capacity: number;
  readonly rolling: boolean;
  readonly allocated: number;
  readonly drawSeed: string | null;
  readonly courseVersion: Hex;
};

/** Locks batches until the transaction ends, always in the same order, so that two puts never wait for each other. */
export async function lockBatches(db: Db, keys: readonly BatchKey[]): Promise<readonly PutBatch[]> {
  const institutions = keys.map(({ institution }) => institution);
  const numbers = keys.map(({ number }) => number);
  const { rows } = await sql<PutBatch>`
    select institution, number, state, capacity, rolling, allocated, draw_seed as "drawSeed",
      course_version as "courseVersion"
    from batches
    where (institution, number) in (select * from unnest(${institutions}::bigint[], ${numbers}::bigint[]))
    order by institution, number
    for no key update
  `.execute(db);
  return rows;
}

/** The rows of a statement, column by column: one parameter for each, however many rows there are. */
export type PutRow = BatchKey & Put;

/** Stores credentials whose batches are locked. Those whose index or digest is taken are left out. @returns how many. */
export async function insertPuts(db: Db, rows: readonly PutRow[], now: number): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into batch_credentials (institution, number, index, digest, credential, put_at)
    select institution, number, index, digest, credential, ${now}::bigint
    from unnest(
      ${rows.map(({ institution }) => institution)}::bigint[],
      ${rows.map(({ number }) => number)}::bigint[],
      ${rows.map(({ index }) => index)}::integer[],
      ${rows.map(({ digest }) => digest)}::text[],
      ${rows.map(({ credential }) => credential)}::text[]
    ) as given (institution, number, index, digest, credential)
    on conflict do nothing
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Adds to the number of credentials of each batch. */
export async function countPuts(db: Db, counts: readonly (BatchKey & { readonly added: number })[]): Promise<void> {
  await sql`
    update batches set credentials = credentials + given.added
    from unnest(
      ${counts.map(({ institution }) => institution)}::bigint[],
      ${counts.map(({ number }) => number)}::bigint[],
      ${counts.map(({ added }) => added)}::integer[]
    ) as given (institution, number, added)
    where batches.institution = given.institution and batches.number = given.number
  `.execute(db);
}

/** What stands at some places now, as `institution/number/index` to digest. */
export async function digestsAtPlaces(db: Db, rows: readonly PutRow[]): Promise<ReadonlyMap<string, Hex>> {
  const { rows: found } = await sql<Omit<PutRow, "credential">>`
    select institution, number, index, digest from batch_credentials
    where (institution, number, index) in (
      select * from unnest(
        ${rows.map(({ institution }) => institution)}::bigint[],
        ${rows.map(({ number }) => number)}::bigint[],
        ${rows.map(({ index }) => index)}::integer[]
      )
    )
  `.execute(db);
  return new Map(found.map((row) => [placeName(row), row.digest]));
}

export function placeName(row: BatchKey & { readonly index: number }): string {
  return `${row.institution}/${row.number}/${row.index}`;
}
