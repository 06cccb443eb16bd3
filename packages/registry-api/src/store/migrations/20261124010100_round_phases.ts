import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** Appeals, objections, excluded seats, seals and added seats: what the phases of a round follow from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table round_appeals (${CHAIN_ROW},
      round text not null unique,
      appeal_of text not null,
      primary key (position)
    )`,
    `create index round_appeals_of on round_appeals (appeal_of, position)`,
    `create table seat_objections (${CHAIN_ROW},
      round text not null,
      seat integer not null,
      owner bigint not null,
      document text not null,
      primary key (position)
    )`,
    `create index seat_objections_round on seat_objections (round, position)`,
    `create table seals (${CHAIN_ROW},
      round text not null,
      seat integer not null,
      commitment text not null,
      primary key (position)
    )`,
    `create index seals_round on seals (round, position)`,
    `create table seat_requests (${CHAIN_ROW},
      round text not null,
      institution bigint not null,
      role text not null,
      primary key (position)
    )`,
    `create index seat_requests_round on seat_requests (round, position)`,
    `drop view rounds_now`,
    `alter table round_steps drop column review_until_at`,
    // Bit i: seat i is left out of the panel.
    `alter table round_steps add column excluded integer`,
    `create view seats_now as
      select s.*,
        coalesce(s.position > panel.position, false) as is_added,
        coalesce((panel.excluded >> s.seat) & 1 = 1, false) as is_excluded,
        objection.at as objected_at,
        objection.document as objection,
        sealed.at as sealed_at,
        sealed.commitment,
        given.submitted_at,
        given.revised_at,
        last.ratings,
        last.review_digest
      from seats s
      left join lateral (
        select position, excluded from round_steps
        where round = s.round and step = 'panel-set' order by position limit 1
      ) panel on true
      left join lateral (
        select at, document from seat_objections
        where round = s.round and seat = s.seat order by position limit 1
      ) objection on true
      left join lateral (
        select at, commitment from seals where round = s.round and seat = s.seat order by position limit 1
      ) sealed on true
      left join lateral (
        select min(at) filter (where sequence = 1) as submitted_at, min(at) filter (where sequence = 2) as revised_at
        from reviews where round = s.round and seat = s.seat
      ) given on true
      left join lateral (
        select ratings, review_digest from reviews
        where round = s.round and seat = s.seat order by position desc limit 1
      ) last on true`,
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
        steps.ground,
        appeal.appeal_of,
        appealed.round as appealed_by,
        coalesce(asked.at, 0) as seat_asked_at,
        coalesce(asked.institution, 0) as added_by,
        asked.role as added_role,
        taken.seat_count,
        taken.panel_count,
        taken.sealed_count,
        taken.submitted_count,
        taken.first_panel_count,
        taken.first_submitted_count,
        coalesce(taken.last_appointed_at, 0) as last_appointed_at,
        coalesce(taken.last_sealed_at, 0) as last_sealed_at,
        coalesce(taken.last_submitted_at, 0) as last_submitted_at,
        coalesce(taken.added_submitted_at, 0) as added_submitted_at
      from rounds r
      left join lateral (
        select
          min(at) filter (where step = 'accepted') as accepted_at,
          min(at) filter (where step = 'panel-set') as panel_set_at,
          min(at) filter (where step = 'closed') as closed_at,
          min(at) filter (where step = 'abandoned') as abandoned_at,
          max(ground) filter (where step = 'abandoned') as ground
        from round_steps where round = r.round
      ) steps on true
      left join round_appeals appeal on appeal.round = r.round
      left join lateral (
        select round from round_appeals where appeal_of = r.round order by position desc limit 1
      ) appealed on true
      left join lateral (
        select at, institution, role from seat_requests where round = r.round order by position limit 1
      ) asked on true
      left join lateral (
        select
          count(*) as seat_count,
          count(*) filter (where not is_excluded) as panel_count,
          count(sealed_at) as sealed_count,
          count(submitted_at) as submitted_count,
          count(*) filter (where not is_excluded and not is_added) as first_panel_count,
          count(submitted_at) filter (where not is_added) as first_submitted_count,
          max(at) filter (where not is_added) as last_appointed_at,
          max(sealed_at) as last_sealed_at,
          max(submitted_at) filter (where not is_added) as last_submitted_at,
          max(submitted_at) filter (where is_added) as added_submitted_at
        from seats_now where round = r.round
      ) taken on true`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
