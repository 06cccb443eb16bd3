import type { Db } from "../database.js";
import type { ChallengeKind } from "../tables/access.js";

/** Those that are over go with each new one, so that the table stays small. */
export async function insertChallenge(
  db: Db,
  challenge: {
    readonly hash: string;
    readonly kind: ChallengeKind;
    readonly content: object;
    readonly expiresAt: number;
  },
  now: number,
): Promise<void> {
  await db.deleteFrom("accessChallenges").where("expiresAt", "<=", now).execute();
  await db
    .insertInto("accessChallenges")
    .values({ ...challenge, content: JSON.stringify(challenge.content) })
    .execute();
}

/** Takes a challenge out: it can be used once. Null: unknown, used or over. */
export async function takeChallenge(
  db: Db,
  { hash, kind }: { readonly hash: string; readonly kind: ChallengeKind },
  now: number,
): Promise<object | null> {
  const row = await db
    .deleteFrom("accessChallenges")
    .where("hash", "=", hash)
    .where("kind", "=", kind)
    .returning(["content", "expiresAt"])
    .executeTakeFirst();
  return row === undefined || row.expiresAt <= now ? null : row.content;
}
