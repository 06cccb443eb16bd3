import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** Institutions, their standings, profiles and keys over time; the views say how it is now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table institutions (${CHAIN_ROW},
      institution bigint not null unique,
      name text not null,
      domain text not null,
      country text not null,
      kind text not null,
      profile_digest text not null,
      primary key (position)
    )`,
    `create table standings (${CHAIN_ROW},
      institution bigint not null,
      sequence integer not null,
      standing text not null,
      successor bigint not null,
      records_keeper bigint not null,
      ground text not null,
      primary key (position)
    )`,
    `create index standings_institution on standings (institution, position)`,
    `create table profiles (${CHAIN_ROW},
      institution bigint not null,
      sequence integer not null,
      profile_digest text not null,
      primary key (position)
    )`,
    `create index profiles_institution on profiles (institution, position)`,
    `create table keys (${CHAIN_ROW},
      institution bigint not null,
      key text not null,
      purposes integer not null,
      from_at bigint not null,
      until_at bigint not null,
      data text not null,
      primary key (position),
      unique (institution, key)
    )`,
    `create index keys_key on keys (key)`,
    `create table key_retirements (${CHAIN_ROW},
      institution bigint not null,
      key text not null,
      until_at bigint not null,
      primary key (position)
    )`,
    `create index key_retirements_key on key_retirements (institution, key, position)`,
    `create table key_compromises (${CHAIN_ROW},
      institution bigint not null,
      key text not null,
      since_at bigint not null,
      primary key (position)
    )`,
    `create index key_compromises_key on key_compromises (institution, key, position)`,
    `create view institutions_now as
      select i.*,
        coalesce(s.standing, 'active') as standing,
        coalesce(s.at, i.at) as standing_since_at,
        coalesce(s.successor, 0) as successor,
        coalesce(s.records_keeper, 0) as records_keeper,
        coalesce(p.profile_digest, i.profile_digest) as current_profile_digest
      from institutions i
      left join lateral (
        select * from standings where institution = i.institution order by position desc limit 1
      ) s on true
      left join lateral (
        select profile_digest from profiles where institution = i.institution order by position desc limit 1
      ) p on true`,
    `create view keys_now as
      select k.*,
        coalesce(r.until_at, k.until_at) as ends_at,
        coalesce(c.since_at, 0) as compromised_since_at
      from keys k
      left join lateral (
        select until_at from key_retirements
        where institution = k.institution and key = k.key order by position desc limit 1
      ) r on true
      left join lateral (
        select since_at from key_compromises
        where institution = k.institution and key = k.key order by position desc limit 1
      ) c on true`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
