import { digestOf, type Hex } from "@peerseal/sdk";
import { type Selectable, sql } from "kysely";
import type { Db } from "./database.js";
import type { RelayFailure, RelayingTables } from "./tables/relaying.js";

export type RelayRow = Selectable<RelayingTables["relays"]>;

/** What is to be recorded: calldata for a contract, named by its act. */
export type RelayOrder = {
  readonly id: Hex;
  readonly action: string;
  readonly message: object;
  readonly target: Hex;
  readonly calldata: Hex;
  /** ERC-7913 bytes; null: an act that anyone may do. */
  readonly signer: Hex | null;
};

/** Accepts an order. One that is known stays as it is, except that a failed one is tried once more. */
export async function acceptRelay(db: Db, order: RelayOrder, now: number): Promise<RelayRow> {
  return db
    .insertInto("relays")
    .values({ ...order, message: JSON.stringify(order.message), state: "accepted", acceptedAt: now })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({
        state: sql`case when relays.state = 'failed' then 'accepted' else relays.state end`,
        failure: sql`case when relays.state = 'failed' then null else relays.failure end`,
        failedAt: sql`case when relays.state = 'failed' then null else relays.failed_at end`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findRelay(db: Db, id: Hex): Promise<RelayRow | null> {
  return (await db.selectFrom("relays").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The oldest accepted order, locked against other workers until the transaction ends. */
export async function claimAccepted(db: Db): Promise<RelayRow | null> {
  const row = await db
    .selectFrom("relays")
    .selectAll()
    .where("state", "=", "accepted")
    .orderBy("position")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ?? null;
}

/** Orders that were signed and whose end is not known, by nonce. */
export async function underWay(db: Db): Promise<readonly RelayRow[]> {
  return db.selectFrom("relays").selectAll().where("state", "in", ["signed", "broadcast"]).orderBy("nonce").execute();
}

/** The nonce after the highest that this sender has used here; 0 for none. */
export async function nextStoredNonce(db: Db, sender: Hex): Promise<number> {
  const row = await db
    .selectFrom("relays")
    .select((build) => build.fn.max("nonce").as("highest"))
    .where("sender", "=", sender)
    .where("state", "in", ["signed", "broadcast"])
    .executeTakeFirst();
  return row?.highest === null || row?.highest === undefined ? 0 : Number(row.highest) + 1;
}

export type SignedRelay = { readonly sender: Hex; readonly nonce: number; readonly raw: Hex; readonly hash: Hex };

export async function markSigned(db: Db, id: Hex, signed: SignedRelay, now: number): Promise<void> {
  await db
    .updateTable("relays")
    .set({ ...signed, state: "signed", signedAt: now, attempts: sql`attempts + 1` })
    .where("id", "=", id)
    .execute();
}

export async function markBroadcast(db: Db, id: Hex, now: number): Promise<void> {
  await db.updateTable("relays").set({ state: "broadcast", broadcastAt: now }).where("id", "=", id).execute();
}

export async function markMined(db: Db, id: Hex, block: number, now: number): Promise<void> {
  await db
    .updateTable("relays")
    .set({ state: "mined", minedBlock: block, minedAt: now })
    .where("id", "=", id)
    .execute();
}

export async function markFailed(db: Db, id: Hex, failure: RelayFailure, now: number): Promise<void> {
  await db
    .updateTable("relays")
    .set({ state: "failed", failure: JSON.stringify(failure), failedAt: now })
    .where("id", "=", id)
    .execute();
}

/** Back to the start: the nonce was spent by another transaction, so the signed bytes can never count. */
export async function markAcceptedAgain(db: Db, id: Hex): Promise<void> {
  await db
    .updateTable("relays")
    .set({ state: "accepted", sender: null, nonce: null, raw: null, hash: null, signedAt: null, broadcastAt: null })
    .where("id", "=", id)
    .execute();
}

/** How many orders wait, and when the oldest was accepted (Unix seconds). */
export async function backlog(db: Db): Promise<{ readonly waiting: number; readonly oldestAt: number | null }> {
  const row = await db
    .selectFrom("relays")
    .select((build) => [build.fn.countAll().as("waiting"), build.fn.min("acceptedAt").as("oldest")])
    .where("state", "in", ["accepted", "signed", "broadcast"])
    .executeTakeFirstOrThrow();
  return { waiting: Number(row.waiting), oldestAt: row.oldest === null ? null : Number(row.oldest) };
}

/** The order of a transaction; its id follows from what it does, so that the same act is never relayed twice. */
export function orderOf(
  call: { readonly to: Hex; readonly data: Hex },
  act: { readonly action: string; readonly message: object; readonly signer: Hex | null },
): RelayOrder {
  return { id: digestOf({ to: call.to, data: call.data }), ...act, target: call.to, calldata: call.data };
}
