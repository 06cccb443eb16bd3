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

/** The order of a transaction; its id follows from what it does, so that the same act is never relayed twice. */
export function orderOf(
  call: { readonly to: Hex; readonly data: Hex },
  act: { readonly action: string; readonly message: object; readonly signer: Hex | null },
): RelayOrder {
  return { id: digestOf({ to: call.to, data: call.data }), ...act, target: call.to, calldata: call.data };
}

export const UNSIGNED = {
  sender: null,
  nonce: null,
  raw: null,
  hash: null,
  signedAt: null,
  broadcastAt: null,
} as const;

/**
 * Accepts an order. One that is known stays as it is, except that a failed one starts anew: at once where nothing was
 * sent, else when the block in which it failed is final. Before that a reorganisation may have its transaction succeed,
 * and a second one would do the act twice.
 */
export async function acceptRelay(db: Db, order: RelayOrder, now: number): Promise<RelayRow> {
  const accepted = await db
    .insertInto("relays")
    .values({ ...order, message: JSON.stringify(order.message), state: "accepted", acceptedAt: now })
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet({
          ...UNSIGNED,
          state: "accepted",
          failure: null,
          failedAt: null,
          minedBlock: null,
          minedAt: null,
          finalAt: null,
          isFinal: false,
          attempts: 0,
          retryAt: 0,
        })
        .where("relays.state", "=", "failed")
        .where(({ eb, or }) => or([eb("relays.minedBlock", "is", null), eb("relays.isFinal", "=", true)])),
    )
    .returningAll()
    .executeTakeFirst();
  return accepted ?? (await db.selectFrom("relays").selectAll().where("id", "=", order.id).executeTakeFirstOrThrow());
}

export async function findRelay(db: Db, id: Hex): Promise<RelayRow | null> {
  return (await db.selectFrom("relays").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** The oldest accepted order whose time to be tried has come. */
export async function nextAccepted(db: Db, now: number): Promise<RelayRow | null> {
  const row = await db
    .selectFrom("relays")
    .selectAll()
    .where("state", "=", "accepted")
    .where("retryAt", "<=", now)
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Locks an order against other workers until the transaction ends; false: another one has it, or had it. */
export async function claimAccepted(db: Db, id: Hex): Promise<boolean> {
  const row = await db
    .selectFrom("relays")
    .select("id")
    .where("id", "=", id)
    .where("state", "=", "accepted")
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row !== undefined;
}

/** Orders that were signed and whose end is not known, by nonce. */
export async function underWay(db: Db): Promise<readonly RelayRow[]> {
  return db.selectFrom("relays").selectAll().where("state", "in", ["signed", "broadcast"]).orderBy("nonce").execute();
}

/** Whether an order that was accepted before another one is signed and in no block. */
export async function hasEarlierUnderWay(db: Db, { position }: RelayRow): Promise<boolean> {
  const row = await db
    .selectFrom("relays")
    .select("id")
    .where("state", "in", ["signed", "broadcast"])
    .where("position", "<", position)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type SignedRelay = { readonly sender: Hex; readonly nonce: number; readonly raw: Hex; readonly hash: Hex };

/** Call inside the transaction that claimed the order. */
export async function markSigned(db: Db, id: Hex, signed: SignedRelay, now: number): Promise<void> {
  await db
    .updateTable("relays")
    .set({ ...signed, state: "signed", signedAt: now, broadcastAt: null, attempts: sql`attempts + 1` })
    .where("id", "=", id)
    .execute();
}

/** An order as its signed transaction names it: a mark holds only while that is still the one. */
export type Transmission = { readonly id: Hex; readonly hash: Hex };

/** @returns false when another worker was faster. */
export async function markReplaced(
  db: Db,
  { id, hash }: Transmission,
  next: { readonly raw: Hex; readonly hash: Hex },
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("relays")
    .set({
      ...next,
      state: "signed",
      signedAt: now,
      broadcastAt: null,
      attempts: sql`attempts + 1`,
    })
    .where("id", "=", id)
    .where("hash", "=", hash)
    .where("state", "in", ["signed", "broadcast"])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function markBroadcast(db: Db, { id, hash }: Transmission, now: number): Promise<void> {
  await db
    .updateTable("relays")
    .set({ state: "broadcast", broadcastAt: now })
    .where("id", "=", id)
    .where("hash", "=", hash)
    .where("state", "in", ["signed", "broadcast"])
    .execute();
}

/** Nothing was sent for it, and nothing will be. */
export async function markFailed(db: Db, id: Hex, failure: RelayFailure, now: number): Promise<void> {
  await db
    .updateTable("relays")
    .set({ state: "failed", failure: JSON.stringify(failure), failedAt: now })
    .where("id", "=", id)
    .where("state", "=", "accepted")
    .execute();
}

/** Back to the start: the signed bytes will never count. */
export async function markAcceptedAgain(db: Db, { id, hash }: Transmission): Promise<void> {
  await db
    .updateTable("relays")
    .set({
      ...UNSIGNED,
      state: "accepted",
      ...{ minedBlock: null, minedAt: null, failure: null, failedAt: null },
    })
    .where("id", "=", id)
    .where("hash", "=", hash)
    .where("state", "in", ["signed", "broadcast", "mined", "failed"])
    .execute();
}

/** Lets an accepted order wait for its next attempt. `isAttempt`: whether this one counts. */
export async function postpone(db: Db, id: Hex, retryAt: number, isAttempt: boolean): Promise<void> {
  await db
    .updateTable("relays")
    .set({ retryAt, ...(isAttempt ? { attempts: sql`attempts + 1` } : {}) })
    .where("id", "=", id)
    .where("state", "=", "accepted")
    .execute();
}

/** Orders in the order in which they were accepted, for checking them. */
export async function relaysAfter(db: Db, position: number, limit: number, id?: Hex): Promise<readonly RelayRow[]> {
  let query = db.selectFrom("relays").selectAll().where("position", ">", position).orderBy("position").limit(limit);
  if (id !== undefined) query = query.where("id", "=", id);
  return query.execute();
}

export type Backlog = {
  /** Orders whose end is not known; those of them that are signed. */
  readonly waiting: number;
  readonly signed: number;
  /** When the first of the signed ones was signed, Unix seconds; null: there is none. */
  readonly signedAt: number | null;
};

export async function backlog(db: Db): Promise<Backlog> {
  const row = await db
    .selectFrom("relays")
    .select(({ fn }) => [
      fn.countAll().as("waiting"),
      fn.count("signedAt").as("signed"),
      fn.min("signedAt").as("signedAt"),
    ])
    .where("state", "in", ["accepted", "signed", "broadcast"])
    .executeTakeFirstOrThrow();
  const { waiting, signed, signedAt } = row;
  return { waiting: Number(waiting), signed: Number(signed), signedAt: signedAt === null ? null : Number(signedAt) };
}
