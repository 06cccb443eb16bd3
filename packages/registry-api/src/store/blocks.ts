import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import { CHAIN_TABLES, snake } from "./chain-rows.js";
import type { Db } from "./database.js";

/** A block as the indexer stores it; `at` in Unix seconds. */
export type BlockRow = {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly at: number;
};
export type BlockRef = { readonly number: number; readonly hash: Hex };

/** How far the database follows the chain, and the newest block seen final. */
export type Cursor = { readonly head: BlockRef; readonly final: BlockRef };

/** Null: nothing indexed yet. */
export async function readCursor(db: Db): Promise<Cursor | null> {
  const row = await db.selectFrom("chainCursor").selectAll().executeTakeFirst();
  if (row === undefined) return null;
  return { head: { number: row.number, hash: row.hash }, final: { number: row.finalNumber, hash: row.finalHash } };
}

export async function writeCursor(db: Db, cursor: Cursor): Promise<void> {
  const values = {
    number: cursor.head.number,
    hash: cursor.head.hash,
    finalNumber: cursor.final.number,
    finalHash: cursor.final.hash,
  };
  await db
    .insertInto("chainCursor")
    .values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
    .execute();
}

/** Time of the newest indexed block, Unix seconds; 0: nothing indexed yet. */
export async function readHeadTime(db: Db): Promise<number> {
  const row = await db.selectFrom("blocks").select("at").orderBy("number", "desc").limit(1).executeTakeFirst();
  return row?.at ?? 0;
}

/** Stores blocks; those known already stay. */
export async function insertBlocks(db: Db, blocks: readonly BlockRow[]): Promise<void> {
  for (let start = 0; start < blocks.length; start += 1_000) {
    await db
      .insertInto("blocks")
      .values(blocks.slice(start, start + 1_000))
      .onConflict((conflict) => conflict.column("number").doNothing())
      .execute();
  }
}

/** Stored blocks up to `number`, newest first. */
export async function blocksDownFrom(db: Db, number: number, limit: number): Promise<readonly BlockRow[]> {
  return db
    .selectFrom("blocks")
    .selectAll()
    .where("number", "<=", number)
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
}

/**
 * Takes back everything above a block. Decisions of a policy whose listing went as well were fetched on account of that
 * listing, so they go too; else the outcome would depend on the way that led here.
 */
export async function dropBlocksAbove(db: Db, number: number): Promise<void> {
  for (const table of CHAIN_TABLES) {
    // By position, which the primary key of each of them begins with.
    await sql`delete from ${sql.table(snake(table))} where position >= ${positionAfter(number)}`.execute(db);
  }
  await db.deleteFrom("blocks").where("number", ">", number).execute();
  await db
    .deleteFrom("decisions")
    .where("policy", "not in", (query) => query.selectFrom("policyListings").select("policy"))
    .execute();
}

/** The first position of the block after this one. */
function positionAfter(number: number): number {
  return (number + 1) * 2 ** 20;
}

/** Empties everything that the chain tells, for a rebuild from its first block. */
export async function forgetChain(db: Db): Promise<void> {
  for (const table of CHAIN_TABLES) await sql`delete from ${sql.table(snake(table))}`.execute(db);
  await db.deleteFrom("blocks").execute();
  await db.deleteFrom("chainCursor").execute();
}
