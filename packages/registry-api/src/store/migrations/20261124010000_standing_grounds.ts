import { type Kysely, sql } from "kysely";
import { CHAIN_ROW } from "./chain-row.js";

/** A standing's ground is a word now and its document stands beside it; appeals against it; parts taken over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statements = [
    `alter table standings rename column ground to document`,
    `alter table standings add column ground text not null default 'other'`,
    `alter table standings alter column ground drop default`,
    `create table standing_appeals (${CHAIN_ROW},
      institution bigint not null,
      sequence integer not null,
      document text not null,
      primary key (position)
    )`,
    `create index standing_appeals_institution on standing_appeals (institution, position)`,
    `alter table course_parts add column predecessor bigint`,
    // What an institution took over from one that merged into it begins with it and ends with the other.
    `create or replace view course_parties_now as
      select course, institution, part,
        coalesce(min(at) filter (where change in ('accepted', 'inherited')), 0) as from_at,
        coalesce(min(at) filter (where change = 'ended'), 0) as until_at,
        min(position) as position
      from (
        select course, institution, part, change, at, position from course_parts
        union all
        select course, predecessor, part, 'ended', at, position from course_parts where change = 'inherited'
        union all
        select course, institution, 'owner', 'accepted', at, position from courses
      ) changes
      group by course, institution, part`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
