import type { Hex } from "@peerseal/sdk";
import { type Selectable, sql } from "kysely";
import type { Db } from "./database.js";
import type { RelayingTables } from "./tables/relaying.js";

export type TransactionRow = Selectable<RelayingTables["transactions"]>;

export type SignedTransaction = {
  readonly chainId: number;
  readonly sender: Hex;
  readonly nonce: number;
  readonly relay: Hex;
  readonly hash: Hex;
  readonly raw: Hex;
  readonly gasLimit: bigint;
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
  /** Of the lease under which it was signed. */
  readonly token: number;
};

/**
 * Keeps a signed transaction for ever. The nonce becomes its order's: the database refuses one that another order has.
 * Call inside the transaction that marks the order.
 */
export async function keepTransaction(db: Db, signed: SignedTransaction, now: number): Promise<void> {
  const { chainId, sender, nonce, relay } = signed;
  await db
    .insertInto("senderNonces")
    .values({ chainId, sender, nonce, relay })
    .onConflict((conflict) => conflict.columns(["chainId", "sender", "nonce", "relay"]).doNothing())
    .execute();
  await db
    .updateTable("transactions")
    .set({ outcome: "outbid" })
    .where("chainId", "=", chainId)
    .where("sender", "=", sender)
    .where("nonce", "=", nonce)
    .where("outcome", "=", "open")
    .execute();
  const { gasLimit, maxFeePerGas, maxPriorityFeePerGas, ...rest } = signed;
  await db
    .insertInto("transactions")
    .values({
      ...rest,
      gasLimit: gasLimit.toString(),
      maxFeePerGas: maxFeePerGas.toString(),
      maxPriorityFeePerGas: maxPriorityFeePerGas.toString(),
      signedAt: now,
    })
    .execute();
}

/** Nonces from `from` on that belong to an order, whatever became of it. */
export async function heldNonces(db: Db, chainId: number, sender: Hex, from: number): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom("senderNonces")
    .select("nonce")
    .where("chainId", "=", chainId)
    .where("sender", "=", sender)
    .where("nonce", ">=", from)
    .execute();
  return new Set(rows.map(({ nonce }) => nonce));
}

/**
 * Newest transactions of nonces that the chain has not spent and no order waits for: their orders went on with another
 * key, and everything behind them waits.
 */
export async function gapsFrom(db: Db, chainId: number, sender: Hex, from: number): Promise<readonly TransactionRow[]> {
  return db
    .selectFrom("transactions")
    .distinctOn("nonce")
    .selectAll()
    .where("chainId", "=", chainId)
    .where("sender", "=", sender)
    .where("nonce", ">=", from)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("relays")
            .select("relays.id")
            .whereRef("relays.sender", "=", "transactions.sender")
            .whereRef("relays.nonce", "=", "transactions.nonce")
            .where("relays.state", "in", ["signed", "broadcast", "mined", "failed"]),
        ),
      ),
    )
    .orderBy("nonce")
    .orderBy("position", "desc")
    .limit(100)
    .execute();
}

export async function noteBroadcast(db: Db, hash: Hex, now: number): Promise<void> {
  await db.updateTable("transactions").set({ broadcastAt: now }).where("hash", "=", hash).execute();
}

/** One of a nonce's transactions counts, or none: somebody else's spent it (`hash` null). */
export async function noteOutcome(
  db: Db,
  { sender, nonce }: { readonly sender: Hex; readonly nonce: number },
  hash: Hex | null,
): Promise<void> {
  await db
    .updateTable("transactions")
    .set({
      outcome: hash === null ? "void" : sql<"mined">`case when hash = ${hash} then 'mined' else 'outbid' end`,
    })
    .where("sender", "=", sender)
    .where("nonce", "=", nonce)
    .execute();
}

/** The most that what was signed since may cost, in wei; of transactions of one nonce only one can count. */
export async function spendSince(db: Db, chainId: number, sender: Hex, since: number): Promise<bigint> {
  const { rows } = await sql<{ spent: string }>`
    select coalesce(sum(most), 0)::text as spent from (
      select max(gas_limit * max_fee_per_gas) as most from transactions
      where chain_id = ${chainId} and sender = ${sender} and signed_at >= ${since} and outcome <> 'void'
      group by nonce
    ) as nonces
  `.execute(db);
  return BigInt(rows[0]?.spent ?? "0");
}

/** Transactions that were ever signed for an order, the newest first. */
export async function keptOf(
  db: Db,
  relay: Hex,
): Promise<readonly Pick<TransactionRow, "hash" | "sender" | "nonce">[]> {
  return db
    .selectFrom("transactions")
    .select(["hash", "sender", "nonce"])
    .where("relay", "=", relay)
    .orderBy("position", "desc")
    .execute();
}

/** Transactions that were ever signed for some orders, by order. */
export async function transactionsOf(
  db: Db,
  relays: readonly Hex[],
): Promise<ReadonlyMap<Hex, readonly TransactionRow[]>> {
  if (relays.length === 0) return new Map();
  const rows = await db
    .selectFrom("transactions")
    .selectAll()
    .where("relay", "in", [...relays])
    .orderBy("position")
    .execute();
  return Map.groupBy(rows, ({ relay }) => relay);
}
