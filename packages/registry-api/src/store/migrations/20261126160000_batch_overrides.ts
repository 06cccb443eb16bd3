import { type Kysely, sql } from "kysely";

/** Why a batch was issued although no decision on its course version stood; the audit log says so too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table batch_overrides (
      institution bigint not null,
      number bigint not null,
      reason text not null check (char_length(reason) between 1 and 500),
      -- As the registry had indexed the chain then.
      quality text not null,
      principal_kind text not null check (principal_kind in ('key', 'person')),
      principal text not null,
      at bigint not null,
      primary key (institution, number),
      foreign key (institution, number) references batches (institution, number)
    )`,
    `alter table audit_log add column override text`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
