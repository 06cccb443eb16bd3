import type { Selectable } from "kysely";
import type { Db } from "../database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "../pages.js";
import type { AccessTables, IdentityKind } from "../tables/access.js";

export type GrantRow = Selectable<AccessTables["accessGrants"]>;
export type IdentityRow = Selectable<AccessTables["accessIdentities"]>;
/** What a person signs in with. */
export type IdentityName = { readonly kind: IdentityKind; readonly subject: string };

export async function insertPerson(db: Db, id: string, now: number): Promise<void> {
  await db.insertInto("accessPeople").values({ id, createdAt: now }).execute();
}

export async function findIdentity(db: Db, { kind, subject }: IdentityName): Promise<IdentityRow | null> {
  const row = await db
    .selectFrom("accessIdentities")
    .selectAll()
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row ?? null;
}

/** @returns whether it was free until now. */
export async function insertIdentity(
  db: Db,
  identity: IdentityName & { readonly person: string; readonly publicKey: string | null; readonly counter: number },
  now: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("accessIdentities")
    .values({ ...identity, createdAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Takes the counter of a passkey forward.
 *
 * @returns false where another sign-in took it as far or further meanwhile: a copy of the passkey may be about.
 */
export async function advanceCounter(db: Db, subject: string, counter: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("accessIdentities")
    .set({ counter })
    .where("kind", "=", "passkey")
    .where("subject", "=", subject)
    // Passkeys that live on several devices keep the counter at 0.
    .where("counter", counter === 0 ? "=" : "<", counter)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export type NewGrant = {
  readonly id: string;
  readonly person: string;
  readonly role: GrantRow["role"];
  readonly institution: number | null;
  readonly label: string | null;
  readonly grantedBy: string;
};

/** A role that the person has already stays as it is. */
export async function insertGrant(db: Db, grant: NewGrant, now: number): Promise<void> {
  await db
    .insertInto("accessGrants")
    .values({ ...grant, grantedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function grantsOf(db: Db, person: string): Promise<readonly GrantRow[]> {
  return db
    .selectFrom("accessGrants")
    .selectAll()
    .where("person", "=", person)
    .where("endedAt", "is", null)
    .orderBy("position")
    .execute();
}

export async function findGrant(db: Db, id: string): Promise<GrantRow | null> {
  return (await db.selectFrom("accessGrants").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** @param institution undefined: of all, and of the registry. */
export async function listGrants(db: Db, institution: number | undefined, page: PageRequest): Promise<Page<GrantRow>> {
  const list = listName("access-people", { institution });
  let query = db
    .selectFrom("accessGrants")
    .selectAll()
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1);
  if (institution !== undefined) query = query.where("institution", "=", institution);
  return toPage(list, page, await query.execute());
}

/** @returns whether it was live until now. */
export async function endGrant(db: Db, id: string, by: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("accessGrants")
    .set({ endedAt: now, endedBy: by })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
