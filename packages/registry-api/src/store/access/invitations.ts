import type { Insertable, Selectable } from "kysely";
import type { Db } from "../database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "../pages.js";
import type { AccessTables } from "../tables/access.js";

export type InvitationRow = Selectable<AccessTables["accessInvitations"]>;
export type NewInvitation = Insertable<AccessTables["accessInvitations"]>;

export async function insertInvitation(db: Db, invitation: NewInvitation): Promise<InvitationRow> {
  return db.insertInto("accessInvitations").values(invitation).returningAll().executeTakeFirstOrThrow();
}

export async function findInvitation(db: Db, id: string): Promise<InvitationRow | null> {
  return (await db.selectFrom("accessInvitations").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** One that may be used now; null: unknown, used, withdrawn or over. */
export async function findOpenInvitation(db: Db, hash: string, now: number): Promise<InvitationRow | null> {
  const row = await db
    .selectFrom("accessInvitations")
    .selectAll()
    .where("hash", "=", hash)
    .where("usedAt", "is", null)
    .where("withdrawnAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return row ?? null;
}

/** Those of an e-mail address that may be used now. */
export async function openInvitationsFor(db: Db, emailHash: string, now: number): Promise<readonly InvitationRow[]> {
  return db
    .selectFrom("accessInvitations")
    .selectAll()
    .where("emailHash", "=", emailHash)
    .where("usedAt", "is", null)
    .where("withdrawnAt", "is", null)
    .where("expiresAt", ">", now)
    .orderBy("position")
    .execute();
}

/** @returns whether this call is the one that used it: of two at once, one is. */
export async function useInvitation(db: Db, id: string, person: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("accessInvitations")
    .set({ usedAt: now, usedBy: person })
    .where("id", "=", id)
    .where("usedAt", "is", null)
    .where("withdrawnAt", "is", null)
    .where("expiresAt", ">", now)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns whether it could be used until now. */
export async function withdrawInvitation(db: Db, id: string, by: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("accessInvitations")
    .set({ withdrawnAt: now, withdrawnBy: by })
    .where("id", "=", id)
    .where("usedAt", "is", null)
    .where("withdrawnAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @param institution undefined: of all, and of the registry. */
export async function listInvitations(
  db: Db,
  institution: number | undefined,
  page: PageRequest,
): Promise<Page<InvitationRow>> {
  const list = listName("access-invitations", { institution });
  let query = db
    .selectFrom("accessInvitations")
    .selectAll()
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1);
  if (institution !== undefined) query = query.where("institution", "=", institution);
  return toPage(list, page, await query.execute());
}
