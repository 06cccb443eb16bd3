import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { CourseTables } from "./tables/courses.js";

export type CourseRow = Selectable<CourseTables["courses"]>;
export type PartyRow = Selectable<CourseTables["coursePartiesNow"]>;

/**
 * Courses in the order of registration; of one institution: those that it owns or delivers, ever. `invited`: those in
 * which an invitation of this institution is open.
 */
export async function listCourses(
  db: Db,
  filter: {
    readonly institution?: number | undefined;
    readonly owner?: number | undefined;
    readonly deliverer?: number | undefined;
    readonly invited?: number | undefined;
    readonly code?: string | undefined;
  },
  page: PageRequest,
): Promise<Page<CourseRow>> {
  const { owner, deliverer, invited, code } = filter;
  const list = listName("courses", { institution: filter.institution, owner, deliverer, invited, code });
  let query = db.selectFrom("courses").selectAll().where("position", ">", positionAfter(list, page));
  if (filter.institution !== undefined) {
    const { institution } = filter;
    query = query.where("course", "in", (parties) =>
      parties
        .selectFrom("coursePartiesNow")
        .select("course")
        .where("institution", "=", institution)
        .where("fromAt", ">", 0),
    );
  }
  for (const [part, party] of [["owner", owner] as const, ["deliverer", deliverer] as const]) {
    if (party === undefined) continue;
    query = query.where("course", "in", (parties) =>
      parties
        .selectFrom("coursePartiesNow")
        .select("course")
        .where("institution", "=", party)
        .where("part", "=", part)
        .where("fromAt", ">", 0),
    );
  }
  if (invited !== undefined) {
    query = query.where("course", "in", (parties) =>
      parties
        .selectFrom("coursePartiesNow")
        .select("course")
        .where("institution", "=", invited)
        .where("fromAt", "=", 0)
        .where("untilAt", "=", 0),
    );
  }
  if (code !== undefined) query = query.where("code", "=", code);
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

export async function findCourse(db: Db, course: Hex): Promise<CourseRow | null> {
  return (await db.selectFrom("courses").selectAll().where("course", "=", course).executeTakeFirst()) ?? null;
}

/** Who owns, delivers or is invited to some courses. */
export async function partiesOf(db: Db, courses: readonly Hex[]): Promise<readonly PartyRow[]> {
  if (courses.length === 0) return [];
  return db.selectFrom("coursePartiesNow").selectAll().where("course", "in", courses).orderBy("position").execute();
}
