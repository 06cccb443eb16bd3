import { type Kysely, sql } from "kysely";

/** Every write: who, which route, for whom, how it ended. A row stays as it was written; the database sees to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table audit_log (
      position bigint generated always as identity primary key,
      at bigint not null,
      request_id text not null,
      principal_kind text not null check (principal_kind in ('key', 'person', 'operator', 'nobody')),
      principal text,
      route text not null,
      institution bigint,
      status integer not null,
      count integer not null default 1 check (count > 0)
    )`,
    `create index audit_log_institution on audit_log (institution, position)`,
    `create function audit_log_stays() returns trigger language plpgsql as $$
      begin
        raise exception 'audit_log is append-only' using errcode = 'restrict_violation';
      end
    $$`,
    `create trigger audit_log_stays before update or delete or truncate on audit_log
      for each statement execute function audit_log_stays()`,
    // One writer at a time until its commit: whoever pages by position never misses a row that comes to light later.
    `create function audit_log_in_turn() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtext('peerseal.audit_log'));
        return null;
      end
    $$`,
    `create trigger audit_log_in_turn before insert on audit_log
      for each statement execute function audit_log_in_turn()`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
