import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { CourseTables } from "./tables/courses.js";

export type VersionRow = Selectable<CourseTables["versionsNow"]>;

/** Versions of a course, oldest first. */
export async function listVersions(db: Db, course: Hex, page: PageRequest): Promise<Page<VersionRow>> {
  const list = listName("versions", { course });
  const rows = await db
    .selectFrom("versionsNow")
    .selectAll()
    .where("course", "=", course)
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

export async function findVersion(db: Db, version: Hex): Promise<VersionRow | null> {
  return (await db.selectFrom("versionsNow").selectAll().where("version", "=", version).executeTakeFirst()) ?? null;
}

/** The version published last of each of some courses. */
export async function newestVersions(db: Db, courses: readonly Hex[]): Promise<readonly VersionRow[]> {
  if (courses.length === 0) return [];
  return db
    .selectFrom("versionsNow")
    .distinctOn("course")
    .selectAll()
    .where("course", "in", courses)
    .orderBy("course")
    .orderBy("position", "desc")
    .execute();
}
