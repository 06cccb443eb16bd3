import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** Courses, who owns and delivers them, their versions, and rubrics. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `create table courses (${CHAIN_ROW},
      course text not null unique,
      institution bigint not null,
      code text not null,
      primary key (position)
    )`,
    `create index courses_institution on courses (institution, position)`,
    `create table course_parts (${CHAIN_ROW},
      course text not null,
      institution bigint not null,
      part text not null,
      change text not null,
      primary key (position)
    )`,
    `create index course_parts_course on course_parts (course, position)`,
    `create index course_parts_institution on course_parts (institution, position)`,
    `create table versions (${CHAIN_ROW},
      version text not null unique,
      course text not null,
      descriptor_digest text not null,
      previous text not null,
      minor boolean not null,
      publisher bigint not null,
      primary key (position)
    )`,
    `create index versions_course on versions (course, position)`,
    `create table version_retirements (${CHAIN_ROW},
      version text not null,
      teach_out_until_at bigint not null,
      by_institution bigint not null,
      primary key (position)
    )`,
    `create index version_retirements_version on version_retirements (version, position)`,
    `create table rubrics (${CHAIN_ROW},
      rubric text not null unique,
      publisher bigint not null,
      digest text not null,
      header_low numeric(78) not null,
      header_high numeric(78) not null,
      primary key (position)
    )`,
    `create view versions_now as
      select v.*, coalesce(first.at, 0) as retired_at, coalesce(last.teach_out_until_at, 0) as teach_out_until_at
      from versions v
      left join lateral (
        select at from version_retirements where version = v.version order by position limit 1
      ) first on true
      left join lateral (
        select teach_out_until_at from version_retirements where version = v.version order by position desc limit 1
      ) last on true`,
    // Registering makes the institution the first owner from that second on, with or without an event of its own.
    `create view course_parties_now as
      select course, institution, part,
        coalesce(min(at) filter (where change = 'accepted'), 0) as from_at,
        coalesce(min(at) filter (where change = 'ended'), 0) as until_at,
        min(position) as position
      from (
        select course, institution, part, change, at, position from course_parts
        union all
        select course, institution, 'owner', 'accepted', at, position from courses
      ) changes
      group by course, institution, part`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
