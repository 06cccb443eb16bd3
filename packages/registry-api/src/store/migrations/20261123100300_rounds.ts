import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** Rounds step by step, their seats, reviews and replies, and the decisions that policies gave. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table rounds (${CHAIN_ROW},
      round text not null unique,
      version text not null,
      rubric text not null,
      n bigint not null,
      owner bigint not null,
      convener bigint not null,
      purpose text not null,
      basis text not null,
      route text not null,
      seats_wanted jsonb not null,
      validity bigint not null,
      review_until_at bigint not null,
      document text not null,
      primary key (position)
    )`,
    `create index rounds_version on rounds (version, position)`,
    `create index rounds_convener on rounds (convener, position)`,
    `create table round_steps (${CHAIN_ROW},
      round text not null,
      step text not null,
      review_until_at bigint,
      ground text,
      primary key (position)
    )`,
    `create index round_steps_round on round_steps (round, position)`,
    `create table seats (${CHAIN_ROW},
      round text not null,
      seat integer not null,
      institution bigint not null,
      role text not null,
      affiliations jsonb not null,
      signer text not null,
      signer_id text not null,
      primary key (position),
      unique (round, seat)
    )`,
    `create table reviews (${CHAIN_ROW},
      round text not null,
      seat integer not null,
      sequence bigint not null,
      review_digest text not null,
      ratings numeric(78) not null,
      primary key (position)
    )`,
    `create index reviews_round on reviews (round, position)`,
    `create table replies (${CHAIN_ROW},
      round text not null,
      owner bigint not null,
      reply_digest text not null,
      primary key (position)
    )`,
    `create index replies_round on replies (round, position)`,
    `create table decisions (${CHAIN_ROW},
      policy text not null,
      round text not null,
      version text not null,
      rubric text not null,
      outcome text not null,
      expires_at bigint not null,
      primary key (position)
    )`,
    `create index decisions_round on decisions (round, position)`,
    `create index decisions_version on decisions (version, position)`,
    `create view rounds_now as
      select r.*,
        case
          when steps.abandoned_at is not null then 'abandoned'
          when steps.closed_at is not null then 'closed'
          when steps.panel_set_at is not null then 'reviewing'
          when steps.accepted_at is not null then 'accepted'
          else 'opened'
        end as stage,
        coalesce(steps.accepted_at, 0) as accepted_at,
        coalesce(steps.panel_set_at, 0) as panel_set_at,
        coalesce(steps.closed_at, steps.abandoned_at, 0) as ended_at,
        coalesce(steps.fixed_until_at, r.review_until_at) as due_at,
        steps.ground,
        (select count(*) from seats s where s.round = r.round) as seat_count,
        given.submitted_count,
        coalesce(given.last_at, 0) as last_submitted_at
      from rounds r
      left join lateral (
        select
          min(at) filter (where step = 'accepted') as accepted_at,
          min(at) filter (where step = 'panel-set') as panel_set_at,
          min(at) filter (where step = 'closed') as closed_at,
          min(at) filter (where step = 'abandoned') as abandoned_at,
          max(review_until_at) filter (where step = 'panel-set') as fixed_until_at,
          max(ground) filter (where step = 'abandoned') as ground
        from round_steps where round = r.round
      ) steps on true
      left join lateral (
        select count(distinct seat) as submitted_count, max(at) filter (where sequence = 1) as last_at
        from reviews where round = r.round
      ) given on true`,
    `create view decisions_now as
      select d.*, coalesce(p.listed, false) as policy_listed, coalesce(l.listed, false) as rubric_listed
      from decisions d
      left join policies_now p on p.policy = d.policy
      left join rubrics_listed_now l on l.rubric = d.rubric`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
