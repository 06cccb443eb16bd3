import { PeersealError } from "@peerseal/sdk";
import type { Db } from "./database.js";

/** What a bit of a list of the test issuer says. */
export type TestPurpose = "revocation" | "suspension";

/** Entries of one list. */
export const TEST_LIST_ENTRIES = 131_072;
/** A list that is fuller takes no more: drawing a free place would take ever longer, and tests need few. */
const MOST_USED = TEST_LIST_ENTRIES / 2;
const TRIES = 64;

/**
 * Takes a free place of a list for a credential, drawn at random.
 *
 * @param random draws a whole number below its argument
 * @throws PeersealError `disk-full` when half of the list is used
 */
export async function allocateTestStatus(
  db: Db,
  entry: { readonly list: string; readonly credentialId: string | null },
  random: (below: number) => number,
): Promise<number> {
  const { used } = await db
    .selectFrom("testStatuses")
    .select(({ fn }) => fn.countAll<number>().as("used"))
    .where("list", "=", entry.list)
    .executeTakeFirstOrThrow();
  for (let attempt = 0; used < MOST_USED && attempt < TRIES; attempt++) {
    const taken = await db
      .insertInto("testStatuses")
      .values({ ...entry, index: random(TEST_LIST_ENTRIES) })
      .onConflict((conflict) => conflict.columns(["list", "index"]).doNothing())
      .returning("index")
      .executeTakeFirst();
    if (taken !== undefined) return taken.index;
  }
  throw new PeersealError("disk-full", `The test issuer's list ${entry.list} has no free entry left.`, {
    details: { list: entry.list },
  });
}

/**
 * Sets or clears a bit of every entry that a credential has, or of the one at `index`.
 *
 * @returns how many entries there are.
 */
export async function setTestStatus(
  db: Db,
  entry: { readonly credentialId: string; readonly list: string | null; readonly index: number | null },
  purpose: TestPurpose,
  value: boolean,
): Promise<number> {
  let query = db
    .updateTable("testStatuses")
    .set(purpose === "revocation" ? { isRevoked: value } : { isSuspended: value })
    .where("credentialId", "=", entry.credentialId);
  if (entry.list !== null) query = query.where("list", "=", entry.list);
  if (entry.index !== null) query = query.where("index", "=", entry.index);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Indexes whose bit is set. */
export async function readTestStatuses(db: Db, list: string, purpose: TestPurpose): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("testStatuses")
    .select("index")
    .where("list", "=", list)
    .where(purpose === "revocation" ? "isRevoked" : "isSuspended", "=", true)
    .orderBy("index")
    .execute();
  return rows.map(({ index }) => index);
}
