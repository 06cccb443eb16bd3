import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { Db } from "./database.js";
import type { RelayState } from "./tables/relaying.js";

/** Signed acts in one state. `oldestAt`: when the oldest of them was accepted, Unix seconds. */
export type RelayCount = { readonly state: RelayState; readonly acts: number; readonly oldestAt: number };

export async function countRelays(db: Db): Promise<readonly RelayCount[]> {
  const rows = await db
    .selectFrom("relays")
    .select(({ fn }) => ["state", fn.countAll().as("acts"), fn.min("acceptedAt").as("oldestAt")])
    .groupBy("state")
    .execute();
  return rows.map(({ state, acts, oldestAt }) => ({ state, acts: Number(acts), oldestAt: Number(oldestAt) }));
}

/** Batches that are open, being sealed, or sealed and not on chain. Times in Unix seconds; null: there is none. */
export type BatchAges = {
  readonly open: number;
  readonly oldestOpenAt: number | null;
  readonly closing: number;
  readonly unanchored: number;
  readonly oldestUnanchoredAt: number | null;
};

export async function readBatchAges(db: Db): Promise<BatchAges> {
  const { rows } = await sql<BatchAges>`
    select
      count(*) filter (where b.state = 'open')::int as open,
      min(b.opened_at) filter (where b.state = 'open') as oldest_open_at,
      count(*) filter (where b.state = 'closing')::int as closing,
      count(*) filter (where b.state = 'sealed' and a.position is null)::int as unanchored,
      min(b.sealed_at) filter (where b.state = 'sealed' and a.position is null) as oldest_unanchored_at
    from batches b
    left join chain_anchors a on a.institution = b.institution and a.number = b.number and a.root = b.root
  `.execute(db);
  const none = { open: 0, oldestOpenAt: null, closing: 0, unanchored: 0, oldestUnanchoredAt: null };
  return rows[0] ?? none;
}

/** Newest block in the database and the newest final one; `at`: time of the first, Unix seconds. Null: nothing yet. */
export type IndexPlace = { readonly number: number; readonly finalNumber: number; readonly at: number | null };

export async function readIndexPlace(db: Db): Promise<IndexPlace | null> {
  const row = await db
    .selectFrom("chainCursor")
    .leftJoin("blocks", "blocks.number", "chainCursor.number")
    .select(["chainCursor.number", "chainCursor.finalNumber", "blocks.at"])
    .executeTakeFirst();
  return row ?? null;
}

/** Accounts whose transactions are stored here. */
export async function listSenders(db: Db): Promise<readonly Hex[]> {
  const rows = await db.selectFrom("relays").select("sender").distinct().where("sender", "is not", null).execute();
  return rows.flatMap(({ sender }) => (sender === null ? [] : [sender]));
}

/** Deliveries of webhooks that wait or were given up, by state. */
export type JobCount = {
  readonly queue: "webhook-deliveries";
  readonly state: "queued" | "retrying" | "dead";
  readonly jobs: number;
};

export async function countJobs(db: Db): Promise<readonly JobCount[]> {
  const { rows } = await sql<JobCount>`
    select 'webhook-deliveries' as queue, state, count(*)::int as jobs from webhook_deliveries
    where state in ('queued', 'retrying', 'dead') group by state
  `.execute(db);
  return rows;
}

/** Final transactions of ours whose cost is not noted. */
export async function feesToNote(db: Db, limit: number): Promise<readonly Hex[]> {
  const rows = await db
    .selectFrom("relays")
    .leftJoin("relayFees", "relayFees.hash", "relays.hash")
    .select("relays.hash")
    .where("relays.isFinal", "=", true)
    .where("relays.state", "in", ["mined", "failed"])
    .where("relays.raw", "is not", null)
    .where("relays.hash", "is not", null)
    .where("relayFees.hash", "is", null)
    .orderBy("relays.position")
    .limit(limit)
    .execute();
  return rows.flatMap(({ hash }) => (hash === null ? [] : [hash]));
}

export async function noteFee(db: Db, hash: Hex, feeWei: bigint, now: number): Promise<void> {
  await db
    .insertInto("relayFees")
    .values({ hash, feeWei: feeWei.toString(), notedAt: now })
    .onConflict((conflict) => conflict.column("hash").doNothing())
    .execute();
}

/** Sum of what final transactions of ours cost, in wei. */
export async function sumFees(db: Db): Promise<bigint> {
  const { rows } = await sql<{ sum: string | null }>`select sum(fee_wei)::text as sum from relay_fees`.execute(db);
  return BigInt(rows[0]?.sum ?? "0");
}

/** Unix seconds as the database counts them. */
export async function databaseTime(db: Db): Promise<number> {
  const { rows } = await sql<{ at: string }>`select extract(epoch from clock_timestamp())::text as at`.execute(db);
  return Number(rows[0]?.at);
}

/** Who may sign with a sender's key among replicas. `endsIn`: seconds by the database's clock, below 0 once it is over. */
export type Lease = { readonly holder: string; readonly endsIn: number };

/** Null: nobody ever signed with this key. */
export async function readLease(db: Db, sender: string): Promise<Lease | null> {
  const { rows } = await sql<{ holder: string; ends: string }>`
    select holder, extract(epoch from until_at - clock_timestamp())::text as ends from sender_leases
    where lower(sender) = lower(${sender})
  `.execute(db);
  const [row] = rows;
  return row === undefined ? null : { holder: row.holder, endsIn: Number(row.ends) };
}

/** Nonces from `from` on of acts that are signed and whose end is not known. */
export async function openNonces(db: Db, sender: string, from: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("relays")
    .select("nonce")
    .where(sql<boolean>`lower(sender) = lower(${sender})`)
    .where("state", "in", ["signed", "broadcast"])
    .where("nonce", ">=", from)
    .orderBy("nonce")
    .execute();
  return rows.flatMap(({ nonce }) => (nonce === null ? [] : [nonce]));
}

/** Batches sealed before `before` (Unix seconds) that the chain does not hold; `state` of their order, null: none. */
export type Unanchored = { readonly institution: number; readonly number: number; readonly state: RelayState | null };

export async function listUnanchored(db: Db, before: number): Promise<readonly Unanchored[]> {
  const { rows } = await sql<Unanchored>`
    select b.institution, b.number, r.state
    from batches b
    left join relays r on r.id = b.relay
    left join chain_anchors a on a.institution = b.institution and a.number = b.number and a.root = b.root
    where b.state = 'sealed' and b.sealed_at < ${before} and a.position is null
    order by b.position limit 1000
  `.execute(db);
  return rows;
}
