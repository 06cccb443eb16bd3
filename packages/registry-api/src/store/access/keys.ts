import type { Insertable, Selectable } from "kysely";
import type { Db } from "../database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "../pages.js";
import type { AccessTables } from "../tables/access.js";

export type KeyRow = Selectable<AccessTables["accessKeys"]>;
export type NewKey = Insertable<AccessTables["accessKeys"]>;

export async function insertKey(db: Db, key: NewKey): Promise<KeyRow> {
  return db.insertInto("accessKeys").values(key).returningAll().executeTakeFirstOrThrow();
}

export async function findKeyByHash(db: Db, hash: string): Promise<KeyRow | null> {
  return (await db.selectFrom("accessKeys").selectAll().where("hash", "=", hash).executeTakeFirst()) ?? null;
}

export async function findKey(db: Db, id: string): Promise<KeyRow | null> {
  return (await db.selectFrom("accessKeys").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** @param institution undefined: of all, and of the registry. */
export async function listKeys(db: Db, institution: number | undefined, page: PageRequest): Promise<Page<KeyRow>> {
  const list = listName("access-keys", { institution });
  let query = db
    .selectFrom("accessKeys")
    .selectAll()
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1);
  if (institution !== undefined) query = query.where("institution", "=", institution);
  return toPage(list, page, await query.execute());
}

/** @returns whether it was live until now. */
export async function revokeKey(db: Db, id: string, by: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("accessKeys")
    .set({ revokedAt: now, revokedBy: by })
    .where("id", "=", id)
    .where("revokedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Lets a key end at a time, never later than it would anyway. */
export async function shortenKey(db: Db, id: string, expiresAt: number): Promise<void> {
  await db
    .updateTable("accessKeys")
    .set({ expiresAt })
    .where("id", "=", id)
    .where("expiresAt", ">", expiresAt)
    .execute();
}

export async function noteKeyUse(db: Db, id: string, hour: number): Promise<void> {
  await db.updateTable("accessKeys").set({ lastUsedAt: hour }).where("id", "=", id).execute();
}
