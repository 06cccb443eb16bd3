import type { Hex, Kind, Standing } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { InstitutionTables } from "./tables/institutions.js";

export type InstitutionRow = Selectable<InstitutionTables["institutionsNow"]>;
/** A standing with the appeal against it, if there was one. */
export type StandingRow = Selectable<InstitutionTables["standings"]> & {
  readonly appealedAt: number | null;
  readonly appealDocument: Hex | null;
};
export type KeyRow = Selectable<InstitutionTables["keysNow"]>;

/** Institutions in the order of their admission. */
export async function listInstitutions(
  db: Db,
  filter: { readonly kind?: Kind | undefined; readonly standing?: Standing | undefined },
  page: PageRequest,
): Promise<Page<InstitutionRow>> {
  const list = listName("institutions", { kind: filter.kind, standing: filter.standing });
  let query = db.selectFrom("institutionsNow").selectAll().where("position", ">", positionAfter(list, page));
  if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
  if (filter.standing !== undefined) query = query.where("standing", "=", filter.standing);
  const rows = await query
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

export async function findInstitution(db: Db, id: number): Promise<InstitutionRow | null> {
  const row = await db.selectFrom("institutionsNow").selectAll().where("institution", "=", id).executeTakeFirst();
  return row ?? null;
}

export async function findInstitutions(db: Db, ids: readonly number[]): Promise<readonly InstitutionRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("institutionsNow")
    .selectAll()
    .where("institution", "in", [...new Set(ids)])
    .orderBy("institution")
    .execute();
}

/** An institution's standings, oldest first. */
export async function listStandings(db: Db, institution: number, page: PageRequest): Promise<Page<StandingRow>> {
  const list = listName("standings", { institution });
  const rows = await db
    .selectFrom("standings")
    .leftJoin("standingAppeals as appeal", (join) =>
      join
        .onRef("appeal.institution", "=", "standings.institution")
        .onRef("appeal.sequence", "=", "standings.sequence"),
    )
    .selectAll("standings")
    .select(["appeal.at as appealedAt", "appeal.document as appealDocument"])
    .where("standings.institution", "=", institution)
    .where("standings.position", ">", positionAfter(list, page))
    .orderBy("standings.position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** An institution's keys with their windows as they are now, oldest first. */
export async function listKeys(db: Db, institution: number, page: PageRequest): Promise<Page<KeyRow>> {
  const list = listName("keys", { institution });
  const rows = await db
    .selectFrom("keysNow")
    .selectAll()
    .where("institution", "=", institution)
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** One key of an institution with its window as it is now; null: it never was the institution's. */
export async function findKey(db: Db, institution: number, key: Hex): Promise<KeyRow | null> {
  const row = await db
    .selectFrom("keysNow")
    .selectAll()
    .where("institution", "=", institution)
    .where("key", "=", key)
    .executeTakeFirst();
  return row ?? null;
}

/** All keys that an institution ever had, oldest first. */
export async function allKeys(db: Db, institution: number): Promise<readonly KeyRow[]> {
  return db.selectFrom("keysNow").selectAll().where("institution", "=", institution).orderBy("position").execute();
}

/** The institution of a domain; of several, one that is a member now, else the one admitted last. */
export async function findByDomain(db: Db, domain: string): Promise<InstitutionRow | null> {
  const rows = await db
    .selectFrom("institutionsNow")
    .selectAll()
    .where("domain", "=", domain)
    .orderBy("institution", "desc")
    .execute();
  return rows.find(({ standing }) => standing === "active") ?? rows[0] ?? null;
}
