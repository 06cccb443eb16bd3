import { type Kysely, sql } from "kysely";

/** Signed acts on their way to the chain, and batches on their way to their anchor. Written by the worker and intake. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table relays (
      position bigint generated always as identity primary key,
      id text not null unique,
      action text not null,
      message jsonb not null,
      target text not null,
      calldata text not null,
      signer text,
      state text not null check (state in ('accepted', 'signed', 'broadcast', 'mined', 'failed')),
      sender text,
      nonce bigint,
      raw text,
      hash text,
      attempts integer not null default 0,
      mined_block bigint,
      failure jsonb,
      accepted_at bigint not null,
      signed_at bigint,
      broadcast_at bigint,
      mined_at bigint,
      failed_at bigint
    )`,
    `create unique index relays_nonce on relays (sender, nonce) where state in ('signed', 'broadcast', 'mined')`,
    `create index relays_work on relays (state, position) where state in ('accepted', 'signed', 'broadcast')`,
    `create table batches (
      position bigint generated always as identity primary key,
      institution bigint not null,
      number bigint not null check (number between 0 and 4503599627370495),
      course_version text not null,
      capacity integer not null check (capacity between 1 and 1048576),
      state text not null check (state in ('open', 'closing', 'sealed')),
      root text,
      size integer,
      relay text references relays (id),
      opened_at bigint not null,
      closing_at bigint,
      sealed_at bigint,
      unique (institution, number)
    )`,
    `create index batches_closing on batches (position) where state = 'closing'`,
    // A person is in the credential's text only; once that is deleted, no row leads from a person to an index.
    `create table batch_credentials (
      institution bigint not null,
      number bigint not null,
      index integer not null check (index between 0 and 1048575),
      digest text not null,
      proof text,
      credential text,
      put_at bigint not null,
      primary key (institution, number, index),
      foreign key (institution, number) references batches (institution, number)
    )`,
    `create unique index batch_credentials_digest on batch_credentials (digest)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
