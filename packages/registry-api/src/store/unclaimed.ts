import { PeersealError } from "@peerseal/sdk";
import { sql } from "kysely";
import { openDatabase } from "./database.js";

/**
 * Makes sure that a new network can have the database at `url`.
 *
 * @throws PeersealError `database-foreign` when it holds a network already, `database-unreachable`.
 */
export async function requireUnclaimed(url: string): Promise<void> {
  const { db, close } = await openDatabase({ url, connections: 1 });
  try {
    const { rows } = await sql<{ there: boolean }>`select to_regclass('network') is not null as there`.execute(db);
    if (rows[0]?.there !== true) return;
    if ((await db.selectFrom("network").select("id").executeTakeFirst()) === undefined) return;
    throw new PeersealError("database-foreign", "The database holds a network already.");
  } finally {
    await close();
  }
}
