import { type Kysely, sql } from "kysely";

/**
 * Batches that stay open and take credentials as they come, and receipts from leaf digests alone: of a sealed batch the
 * roots of its subtrees are kept, not a proof for each credential.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `alter table batches
      add column rolling boolean not null default false,
      add column filling boolean not null default false,
      add column allocated integer not null default 0,
      add column draw_seed text,
      add column seal_at bigint,
      add column reserved_until bigint not null default 0`,
    // One batch at a time takes places of an institution's course version, whichever registry opened it.
    `create unique index batches_filling on batches (institution, course_version) where filling`,
    `create index batches_rolling on batches (position) where rolling and state = 'open'`,
    `alter table batches add constraint batches_allocated check (allocated between 0 and capacity)`,
    `create table batch_subtrees (
      institution bigint not null,
      number bigint not null,
      roots bytea not null,
      primary key (institution, number),
      foreign key (institution, number) references batches (institution, number)
    )`,
    `alter table batch_subtrees alter column roots set storage external`,
    // Made anew from the digests when they are asked for.
    `alter table batch_credentials drop column proof`,
    // The slower standard compression costs more than the disk it saves.
    `do $$ begin
      alter table batch_credentials alter column credential set compression lz4;
    exception when feature_not_supported then
      alter table batch_credentials alter column credential set storage external;
    end $$`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
