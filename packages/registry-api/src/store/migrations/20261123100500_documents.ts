import { type Kysely, sql } from "kysely";

/** Documents whose digests stand on chain, in the very bytes that were hashed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table documents (
        digest text primary key,
        schema text not null,
        canonical text not null,
        state text not null default 'published' check (state in ('published', 'withheld', 'redacted')),
        received_at bigint not null default floor(extract(epoch from now()))::bigint
      )`,
    )
    .execute(db);
}
