import { type Kysely, sql } from "kysely";

/**
 * What was answered to writes that came with an `Idempotency-Key`, for a day. The key itself is not kept: `id` is a
 * hash of caller, route and key, and `body` is sealed with a key derived from it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table idempotency_keys (
      id text primary key,
      fingerprint text not null,
      holder text not null,
      lease_until bigint not null,
      effect jsonb,
      status integer,
      content_type text,
      body bytea,
      created_at bigint not null,
      check ((status is null) = (body is null))
    )`,
    `create index idempotency_keys_created_at on idempotency_keys (created_at)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
