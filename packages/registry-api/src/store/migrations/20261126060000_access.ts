import { type Kysely, sql } from "kysely";

/**
 * Who may do what. Keys, sessions, challenges and invitations are kept as SHA-256 of what was given out; of people,
 * nothing but what they sign in with.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const role = "text not null check (role in ('officer', 'reviewer', 'admin', 'auditor'))";
  const statements = [
    `create table access_people (
      id text primary key,
      created_at bigint not null
    )`,
    `create table access_identities (
      kind text not null check (kind in ('ethereum', 'passkey', 'oidc')),
      subject text not null,
      person text not null references access_people (id),
      public_key text,
      counter bigint not null default 0,
      created_at bigint not null,
      primary key (kind, subject)
    )`,
    `create table access_grants (
      position bigint generated always as identity primary key,
      id text not null unique,
      person text not null references access_people (id),
      role ${role},
      institution bigint,
      label text,
      granted_by text not null,
      granted_at bigint not null,
      ended_at bigint,
      ended_by text,
      check (institution is not null or role in ('admin', 'auditor'))
    )`,
    `create unique index access_grants_live on access_grants (person, role, coalesce(institution, 0))
      where ended_at is null`,
    `create table access_keys (
      position bigint generated always as identity primary key,
      id text not null unique,
      hash text not null unique,
      label text not null,
      roles text[] not null check (cardinality(roles) > 0 and roles <@ array['officer', 'reviewer', 'admin', 'auditor']),
      purposes text[],
      institution bigint,
      created_at bigint not null,
      created_by text not null,
      expires_at bigint not null,
      revoked_at bigint,
      revoked_by text,
      replaces text references access_keys (id),
      last_used_at bigint,
      check (institution is not null or roles <@ array['admin', 'auditor'])
    )`,
    `create table access_sessions (
      hash text primary key,
      person text not null references access_people (id),
      created_at bigint not null,
      seen_at bigint not null,
      expires_at bigint not null
    )`,
    `create index access_sessions_expiry on access_sessions (expires_at)`,
    `create table access_challenges (
      hash text primary key,
      kind text not null check (kind in ('ethereum', 'passkey', 'registration', 'oidc')),
      content jsonb not null,
      expires_at bigint not null
    )`,
    `create index access_challenges_expiry on access_challenges (expires_at)`,
    `create table access_invitations (
      position bigint generated always as identity primary key,
      id text not null unique,
      hash text not null unique,
      role ${role},
      institution bigint,
      label text,
      address text,
      email_hash text,
      created_by text not null,
      created_at bigint not null,
      expires_at bigint not null,
      withdrawn_at bigint,
      withdrawn_by text,
      used_at bigint,
      used_by text references access_people (id),
      check (institution is not null or role in ('admin', 'auditor')),
      check (address is null or email_hash is null)
    )`,
    `create index access_invitations_email on access_invitations (email_hash) where email_hash is not null`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
