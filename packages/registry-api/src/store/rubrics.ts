import type { Hex } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { CourseTables } from "./tables/courses.js";

export type RubricRow = Selectable<CourseTables["rubrics"]> & { readonly listed: boolean | null };

/** Rubrics in the order of publication. */
export async function listRubrics(
  db: Db,
  filter: { readonly publisher?: number | undefined },
  page: PageRequest,
): Promise<Page<RubricRow>> {
  const list = listName("rubrics", filter);
  let query = select(db).where("rubrics.position", ">", positionAfter(list, page));
  if (filter.publisher !== undefined) query = query.where("publisher", "=", filter.publisher);
  const rows = await query
    .orderBy("rubrics.position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

export async function findRubric(db: Db, rubric: Hex): Promise<RubricRow | null> {
  return (await select(db).where("rubrics.rubric", "=", rubric).executeTakeFirst()) ?? null;
}

function select(db: Db) {
  return db
    .selectFrom("rubrics")
    .leftJoin("rubricsListedNow", "rubricsListedNow.rubric", "rubrics.rubric")
    .selectAll("rubrics")
    .select("rubricsListedNow.listed");
}
