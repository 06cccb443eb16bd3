import { PeersealError } from "@peerseal/sdk";
import type { Selectable } from "kysely";
import type { Db } from "./database.js";
import type { Effect, IdempotencyTables } from "./tables/idempotency.js";

export type { Effect } from "./tables/idempotency.js";
export type IdempotencyRow = Selectable<IdempotencyTables["idempotencyKeys"]>;

/** Seconds for which an answer is kept. */
export const KEPT = 86_400;
/** Seconds after which an attempt that does not answer is believed to have crashed. */
export const LEASE = 60;

export type Attempt = {
  readonly id: string;
  readonly fingerprint: string;
  /** Another one for each attempt. */
  readonly holder: string;
};

/**
 * `mine`: the caller does the work. `answered`: it was done and answered. `done`: it was done, and the answer is
 * missing. `at-work`: another attempt does it. `mismatch`: the key belongs to another request.
 */
export type Claim =
  | { readonly kind: "mine" }
  | { readonly kind: "answered"; readonly row: IdempotencyRow }
  | { readonly kind: "done"; readonly effect: Effect; readonly holder: string }
  | { readonly kind: "at-work" }
  | { readonly kind: "mismatch" };

/**
 * Claims a key for one attempt. Nobody waits for a lock that an effect's transaction holds: of many equal requests at
 * once, one works and the others are told so.
 */
export async function claimKey(db: Db, attempt: Attempt, now: number): Promise<Claim> {
  // A row may go between two statements: its day is over, or its attempt failed. Once more then.
  for (let round = 0; round < 3; round++) {
    if (await insertKey(db, attempt, now)) return { kind: "mine" };
    const row = await db.selectFrom("idempotencyKeys").selectAll().where("id", "=", attempt.id).executeTakeFirst();
    if (row === undefined) continue;
    if (row.createdAt + KEPT <= now) {
      await db
        .deleteFrom("idempotencyKeys")
        .where("id", "=", attempt.id)
        .where("createdAt", "=", row.createdAt)
        .execute();
      continue;
    }
    if (row.fingerprint !== attempt.fingerprint) return { kind: "mismatch" };
    if (row.status !== null) return { kind: "answered", row };
    if (row.effect !== null) return { kind: "done", effect: row.effect, holder: row.holder };
    if (row.leaseUntil > now) return { kind: "at-work" };
    if (await takeOver(db, attempt, row.holder, now)) return { kind: "mine" };
  }
  return { kind: "at-work" };
}

async function insertKey(db: Db, attempt: Attempt, now: number): Promise<boolean> {
  const row = await db
    .insertInto("idempotencyKeys")
    .values({ ...attempt, leaseUntil: now + LEASE, createdAt: now })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the place of an attempt that crashed; false: it came back, or another one was quicker. */
async function takeOver(db: Db, { id, holder }: Attempt, from: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("idempotencyKeys")
    .set({ holder, leaseUntil: now + LEASE })
    .where("id", "=", id)
    .where("holder", "=", from)
    .where("effect", "is", null)
    .where("status", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Notes what was done. Call inside the transaction that does it: either both are there after a crash, or neither is.
 *
 * @throws PeersealError `idempotency-in-progress` where another attempt took the place of this one, so that its
 * transaction is undone
 */
export async function bindEffect(db: Db, { id, holder }: Attempt, effect: Effect): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("idempotencyKeys")
    .set({ effect: JSON.stringify(effect) })
    .where("id", "=", id)
    .where("holder", "=", holder)
    .where("effect", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  throw new PeersealError("idempotency-in-progress", "Another attempt with this key took over.");
}

export type SealedAnswer = { readonly status: number; readonly contentType: string | null; readonly body: Buffer };

/** Keeps the answer of the attempt that holds the key; one that is there already stays. */
export async function keepAnswer(db: Db, { id, holder }: Attempt, answer: SealedAnswer): Promise<void> {
  await db
    .updateTable("idempotencyKeys")
    .set(answer)
    .where("id", "=", id)
    .where("holder", "=", holder)
    .where("status", "is", null)
    .execute();
}

/** Gives the key back after an answer that is not kept. What was done stays noted. */
export async function releaseKey(db: Db, { id, holder }: Attempt): Promise<void> {
  // Where the outcome of a commit is not known, this waits for its row: the effect is there then, and the row stays.
  await db
    .deleteFrom("idempotencyKeys")
    .where("id", "=", id)
    .where("holder", "=", holder)
    .where("effect", "is", null)
    .where("status", "is", null)
    .execute();
}

/** Removes what is older than a day. */
export async function sweepKeys(db: Db, now: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom("idempotencyKeys")
    .where("createdAt", "<=", now - KEPT)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
