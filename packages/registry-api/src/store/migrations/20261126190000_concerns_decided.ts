import { type Kysely, sql } from "kysely";

/** A concern is settled by a later result on its version as well as by its two members. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const statement = `create or replace view concerns_now as
    select c.*,
      coalesce(steps.admitted_by, 0) as admitted_by,
      coalesce(steps.admitted_at, 0) as admitted_at,
      coalesce(steps.closed_at, 0) as closed_at,
      coalesce(later.decided_at, 0) as decided_at
    from concerns c
    left join lateral (
      select
        max(institution) filter (where step = 'admitted') as admitted_by,
        min(at) filter (where step = 'admitted') as admitted_at,
        min(at) filter (where step = 'closed') as closed_at
      from concern_steps where concern = c.concern
    ) steps on true
    left join lateral (
      select min(d.at) as decided_at
      from decisions_now d
      where d.version = c.version and d.at > steps.admitted_at
        and d.policy_listed and d.rubric_listed and d.rescinded_at = 0
    ) later on true`;
  await sql.raw(statement).execute(db);
}
