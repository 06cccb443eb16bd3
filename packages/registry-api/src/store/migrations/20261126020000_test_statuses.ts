import { type Kysely, sql } from "kysely";

/** Status entries of the test issuer of the VC API. They have nothing to do with the chain. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table test_statuses (
      list text not null,
      index integer not null check (index between 0 and 1048575),
      credential_id text,
      is_revoked boolean not null default false,
      is_suspended boolean not null default false,
      primary key (list, index)
    )`,
    `create index test_statuses_credential on test_statuses (list, credential_id)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
