import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** What follows decisions: conditions closed, decisions carried and rescinded; concerns of members about a version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table closed_conditions (${CHAIN_ROW},
      round text not null unique,
      convener bigint not null,
      document text not null,
      primary key (position)
    )`,
    `create table carried_decisions (${CHAIN_ROW},
      round text not null,
      version text not null,
      convener bigint not null,
      steps integer not null,
      primary key (position)
    )`,
    `create index carried_decisions_round on carried_decisions (round, position)`,
    `create index carried_decisions_version on carried_decisions (version, position)`,
    `create table rescissions (${CHAIN_ROW},
      round text not null unique,
      ground text not null,
      primary key (position)
    )`,
    `create table concerns (${CHAIN_ROW},
      concern text not null unique,
      version text not null,
      n bigint not null,
      filed_by bigint not null,
      document text not null,
      primary key (position)
    )`,
    `create index concerns_version on concerns (version, position)`,
    `create table concern_steps (${CHAIN_ROW},
      concern text not null,
      institution bigint not null,
      step text not null,
      document text,
      primary key (position)
    )`,
    `create index concern_steps_concern on concern_steps (concern, position)`,
    `create view concerns_now as
      select c.*,
        coalesce(steps.admitted_by, 0) as admitted_by,
        coalesce(steps.admitted_at, 0) as admitted_at,
        coalesce(steps.closed_at, 0) as closed_at
      from concerns c
      left join lateral (
        select
          max(institution) filter (where step = 'admitted') as admitted_by,
          min(at) filter (where step = 'admitted') as admitted_at,
          min(at) filter (where step = 'closed') as closed_at
        from concern_steps where concern = c.concern
      ) steps on true`,
    `create or replace view decisions_now as
      select d.*, coalesce(p.listed, false) as policy_listed, coalesce(l.listed, false) as rubric_listed,
        coalesce(r.at, 0) as rescinded_at,
        r.ground as rescission_ground,
        coalesce(c.at, 0) as conditions_closed_at,
        c.document as conditions
      from decisions d
      left join policies_now p on p.policy = d.policy
      left join rubrics_listed_now l on l.rubric = d.rubric
      left join rescissions r on r.round = d.round
      left join closed_conditions c on c.round = d.round`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
