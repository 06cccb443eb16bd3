import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { Db } from "./database.js";
import { type RelayRow, type Transmission, UNSIGNED } from "./relays.js";
import type { RelayFailure } from "./tables/relaying.js";

// What blocks say of orders, for as long as these blocks stand.

/** Whose transactions are in blocks that a reorganisation may still take away, and their highest nonce. */
export async function unsettledSenders(
  db: Db,
): Promise<readonly { readonly sender: Hex | null; readonly highest: number | null }[]> {
  const rows = await unsettled(db)
    .select(({ fn }) => ["sender", fn.max("nonce").as("highest")])
    .groupBy("sender")
    .execute();
  return rows.map(({ sender, highest }) => ({ sender, highest: highest === null ? null : Number(highest) }));
}

/** Orders in blocks up to one that is final, the oldest first. */
export async function dueToSettle(db: Db, final: number, limit: number): Promise<readonly RelayRow[]> {
  return unsettled(db)
    .selectAll()
    .where(({ eb, or }) => or([eb("minedBlock", "<=", final), eb("sender", "is", null)]))
    .orderBy("minedBlock")
    .limit(limit)
    .execute();
}

function unsettled(db: Db) {
  return db
    .selectFrom("relays")
    .where("state", "in", ["mined", "failed"])
    .where("isFinal", "=", false)
    .where("minedBlock", "is not", null);
}

/** Where an order ended, for as long as its block stands. `hash`: of the transaction that counts. */
export type InBlock = { readonly hash: Hex; readonly block: number };

export async function markMined(db: Db, { id, hash }: Transmission, mined: InBlock, now: number): Promise<void> {
  await db
    .updateTable("relays")
    .set({
      ...{ state: "mined", hash: mined.hash, minedBlock: mined.block, failure: null, failedAt: null },
      // Looked at again once it is final, it was mined when it was.
      minedAt: sql`case when state = 'mined' and mined_block = ${mined.block} then mined_at else ${now}::bigint end`,
    })
    .where("id", "=", id)
    .where("hash", "=", hash)
    .where("state", "in", ["signed", "broadcast", "mined", "failed"])
    .execute();
}

/** Its transaction is in a block and did nothing. */
export async function markReverted(
  db: Db,
  { id, hash }: Transmission,
  mined: InBlock,
  failure: RelayFailure,
  now: number,
): Promise<void> {
  await db
    .updateTable("relays")
    .set({
      ...{ state: "failed", hash: mined.hash, minedBlock: mined.block, minedAt: null },
      ...{ failure: JSON.stringify(failure), failedAt: sql`coalesce(failed_at, ${now}::bigint)` },
    })
    .where("id", "=", id)
    .where("hash", "=", hash)
    .where("state", "in", ["signed", "broadcast", "mined", "failed"])
    .execute();
}

/** The act is on chain by somebody else's transaction, or by an earlier one of ours. Of an order not signed now. */
export async function markRecorded(
  db: Db,
  id: Hex,
  recorded: { readonly hash: Hex | null; readonly block: number },
  now: number,
): Promise<void> {
  await db
    .updateTable("relays")
    .set({ state: "mined", hash: recorded.hash, minedBlock: recorded.block, minedAt: now })
    .where("id", "=", id)
    .where("state", "=", "accepted")
    .execute();
}

/** What others had recorded is on chain no more: their transaction's block went. */
export async function markUnrecorded(db: Db, id: Hex): Promise<void> {
  await db
    .updateTable("relays")
    .set({ ...UNSIGNED, state: "accepted", minedBlock: null, minedAt: null })
    .where("id", "=", id)
    .where("state", "=", "mined")
    .where("sender", "is", null)
    .execute();
}

/** `hash`: of the transaction that counts; null: somebody else's, which is not known. */
export async function markFinal(
  db: Db,
  { id, hash }: { readonly id: Hex; readonly hash: Hex | null },
  now: number,
): Promise<void> {
  await db
    .updateTable("relays")
    .set({ isFinal: true, finalAt: now })
    .where("id", "=", id)
    .where("hash", "is not distinct from", hash)
    .where("state", "in", ["mined", "failed"])
    .execute();
}

/**
 * A reorganisation took blocks away, and with them every transaction of a sender from a nonce on: those that are kept for
 * these nonces are to be sent again, the dearest of each.
 */
export async function markDropped(db: Db, chainId: number, sender: Hex, from: number): Promise<void> {
  await sql`
    update relays set state = 'signed', hash = kept.hash, raw = kept.raw, mined_block = null, mined_at = null,
      broadcast_at = null, failure = null, failed_at = null
    from (
      select distinct on (nonce) nonce, relay, hash, raw from transactions
      where chain_id = ${chainId} and sender = ${sender} and nonce >= ${from}
      order by nonce, position desc
    ) as kept
    where relays.id = kept.relay and relays.sender = ${sender} and relays.nonce = kept.nonce
      and relays.state in ('mined', 'failed') and not relays.is_final and relays.mined_block is not null
  `.execute(db);
}
