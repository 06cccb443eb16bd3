import { type Kysely, sql } from "kysely";

/** What following a transaction to its end needs, and the number of a batch's credentials without counting them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `alter table relays add column earlier_hashes jsonb not null default '[]'`,
    `alter table relays add column retry_at bigint not null default 0`,
    `alter table relays add column is_final boolean not null default false`,
    `create index relays_unsettled on relays (nonce) where state = 'mined' and not is_final`,
    `alter table batches add column credentials integer not null default 0`,
    `update batches set credentials = (
      select count(*) from batch_credentials as held
      where held.institution = batches.institution and held.number = batches.number
    )`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
