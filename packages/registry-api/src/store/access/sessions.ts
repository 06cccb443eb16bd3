import type { Db } from "../database.js";

/** Those that are over go with each new one, so that the table stays small. */
export async function insertSession(
  db: Db,
  session: { readonly hash: string; readonly person: string; readonly expiresAt: number },
  now: number,
): Promise<void> {
  await db.deleteFrom("accessSessions").where("expiresAt", "<=", now).execute();
  await db
    .insertInto("accessSessions")
    .values({ ...session, createdAt: now, seenAt: now })
    .execute();
}

/** The person of a session that holds; null: unknown, over, or idle since before `idleSince`. */
export async function findSession(
  db: Db,
  hash: string,
  { now, idleSince }: { readonly now: number; readonly idleSince: number },
): Promise<{ readonly person: string; readonly seenAt: number } | null> {
  const row = await db
    .selectFrom("accessSessions")
    .select(["person", "seenAt"])
    .where("hash", "=", hash)
    .where("expiresAt", ">", now)
    .where("seenAt", ">", idleSince)
    .executeTakeFirst();
  return row ?? null;
}

export async function touchSession(db: Db, hash: string, now: number): Promise<void> {
  await db.updateTable("accessSessions").set({ seenAt: now }).where("hash", "=", hash).execute();
}

export async function endSession(db: Db, hash: string): Promise<void> {
  await db.deleteFrom("accessSessions").where("hash", "=", hash).execute();
}
