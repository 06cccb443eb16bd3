import { type Kysely, sql } from "kysely";

/** Where the network's contracts are and what their code is, noted at the first start: none of it may ever change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table network_contracts (
        name text primary key,
        address text not null,
        code_sha256 text not null,
        noted_at bigint not null default floor(extract(epoch from now()))::bigint
      )`,
    )
    .execute(db);
}
