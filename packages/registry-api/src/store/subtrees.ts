import { sql } from "kysely";
import type { BatchKey } from "./batches.js";
import type { Db } from "./database.js";

/** Places of a subtree: its hashes are made anew in a fraction of a millisecond. */
export const SUBTREE_PLACES = 256;

/** Index and digest of a credential, bytes of its digest. */
export type StoredLeaf = { readonly index: number; readonly digest: Buffer };

/** Credentials of a batch whose index is at least `from` and below `to`, in any order. */
export async function leavesBetween(db: Db, key: BatchKey, from: number, to: number): Promise<readonly StoredLeaf[]> {
  // One row of text instead of one for each: reading rows takes longer than hashing what is in them.
  const { rows } = await sql<{ leaves: string | null }>`
    select string_agg(lpad(to_hex(index), 6, '0') || substring(digest from 3), '') as leaves
    from batch_credentials
    where institution = ${key.institution} and number = ${key.number} and index >= ${from} and index < ${to}
  `.execute(db);
  const bytes = Buffer.from(rows[0]?.leaves ?? "", "hex");
  const leaves: StoredLeaf[] = [];
  for (let at = 0; at < bytes.length; at += 35) {
    leaves.push({ index: bytes.readUIntBE(at, 3), digest: bytes.subarray(at + 3, at + 35) });
  }
  return leaves;
}

/** Highest index of a batch; null: it holds nothing. */
export async function highestIndex(db: Db, key: BatchKey): Promise<number | null> {
  const row = await db
    .selectFrom("batchCredentials")
    .select("index")
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .orderBy("index", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.index ?? null;
}

/** Roots of a sealed batch's subtrees, 32 bytes each; null: not kept, so that they are to be made anew. */
export async function findSubtrees(db: Db, { institution, number }: BatchKey): Promise<Buffer | null> {
  const row = await db
    .selectFrom("batchSubtrees")
    .select("roots")
    .where("institution", "=", institution)
    .where("number", "=", number)
    .executeTakeFirst();
  return row?.roots ?? null;
}

export async function storeSubtrees(db: Db, { institution, number }: BatchKey, roots: Buffer): Promise<void> {
  await db
    .insertInto("batchSubtrees")
    .values({ institution, number, roots })
    .onConflict((conflict) => conflict.columns(["institution", "number"]).doUpdateSet({ roots }))
    .execute();
}
