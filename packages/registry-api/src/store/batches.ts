import { type Hex, PeersealError, type wire } from "@peerseal/sdk";
import { type RawBuilder, type Selectable, sql } from "kysely";
import type { Db } from "./database.js";
import { listName, type Order, type Page, type PageRequest, positionAfter, startOf, toPage } from "./pages.js";
import type { RelayingTables } from "./tables/relaying.js";

export type BatchRow = Selectable<RelayingTables["batches"]>;
export type BatchCredentialRow = Selectable<RelayingTables["batchCredentials"]>;
/** Names a batch: institution and its number for the batch. */
export type BatchKey = { readonly institution: number; readonly number: number };
export type NewBatch = BatchKey & { readonly courseVersion: Hex; readonly capacity: number };
export type PutCredential = { readonly index: number; readonly digest: Hex; readonly credential: string | null };

/** @throws PeersealError `batch-exists` */
export async function openBatch(db: Db, batch: NewBatch, now: number): Promise<BatchRow> {
  const row = await db
    .insertInto("batches")
    .values({ ...batch, state: "open", openedAt: now })
    .onConflict((conflict) => conflict.columns(["institution", "number"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) {
    throw new PeersealError(
      "batch-exists",
      `Institution ${batch.institution} has opened batch ${batch.number} before.`,
    );
  }
  return row;
}

export async function findBatch(db: Db, key: BatchKey): Promise<BatchRow | null> {
  const row = await db
    .selectFrom("batches")
    .selectAll()
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .executeTakeFirst();
  return row ?? null;
}

/** The batch, locked until the transaction ends. @throws PeersealError `not-found` */
export async function lockBatch(db: Db, key: BatchKey): Promise<BatchRow> {
  const row = await db
    .selectFrom("batches")
    .selectAll()
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) {
    throw new PeersealError("not-found", `Batch ${key.number} of institution ${key.institution} was not opened here.`);
  }
  return row;
}

export type BatchFilter = {
  readonly institution?: number | undefined;
  readonly courseVersion?: Hex | undefined;
  readonly state?: wire.Batch["state"] | undefined;
  readonly order: Order;
};

/** The states that callers see, as conditions on the three rows that they follow from. */
const ANCHORED = sql<boolean>`exists (
  select from chain_anchors where chain_anchors.institution = batches.institution
    and chain_anchors.number = batches.number and chain_anchors.root = batches.root and chain_anchors.size = batches.size)`;
const relayIn = (...states: readonly string[]) =>
  sql<boolean>`batches.state = 'sealed' and not ${ANCHORED} and exists (
    select from relays where relays.id = batches.relay and relays.state = any(${states}::text[]))`;
const BY_STATE: Partial<Record<wire.Batch["state"], RawBuilder<boolean>>> = {
  open: sql<boolean>`batches.state = 'open'`,
  sealing: sql<boolean>`batches.state = 'closing'`,
  "awaiting-authorization": sql<boolean>`batches.state = 'sealed' and relay is null and not ${ANCHORED}`,
  queued: relayIn("accepted", "signed"),
  broadcast: relayIn("broadcast", "mined"),
  anchored: sql<boolean>`batches.state = 'sealed' and ${ANCHORED}`,
  failed: relayIn("failed"),
};

export async function listBatches(db: Db, filter: BatchFilter, page: PageRequest): Promise<Page<BatchRow>> {
  const { institution, courseVersion, state, order } = filter;
  const list = listName("batches", { institution, courseVersion, state, order });
  const { beyond, position, direction } = startOf(list, page, order);
  let query = db
    .selectFrom("batches")
    .selectAll()
    .where("position", beyond, position)
    .orderBy("position", direction)
    .limit(page.limit + 1);
  if (filter.institution !== undefined) query = query.where("institution", "=", filter.institution);
  if (filter.courseVersion !== undefined) query = query.where("courseVersion", "=", filter.courseVersion);
  if (state !== undefined) query = query.where(BY_STATE[state] ?? sql<boolean>`false`);
  return toPage(list, page, await query.execute());
}

/**
 * Adds credentials to an open batch that is locked. Those that are there with the same digest stay.
 *
 * @throws PeersealError `batch-index` when an index holds another credential, or a credential another index.
 */
export async function putCredentials(
  db: Db,
  key: BatchKey,
  credentials: readonly PutCredential[],
  now: number,
): Promise<number> {
  const rows = credentials.map((credential) => ({ ...key, ...credential, putAt: now }));
  let added = 0;
  // PostgreSQL takes at most 65,535 parameters in a statement.
  for (let from = 0; from < rows.length; from += 5_000) {
    const inserted = await db
      .insertInto("batchCredentials")
      .values(rows.slice(from, from + 5_000))
      .onConflict((conflict) => conflict.doNothing())
      .returning("index")
      .execute();
    added += inserted.length;
  }
  if (added < rows.length) {
    const stored = await digestsAt(
      db,
      key,
      credentials.map(({ index }) => index),
    );
    const clash = credentials.find(({ index, digest }) => stored.get(index) !== digest);
    if (clash !== undefined) {
      throw new PeersealError(
        "batch-index",
        `Index ${clash.index} is taken, or this credential is in a batch already.`,
        {
          details: { index: clash.index, digest: clash.digest },
        },
      );
    }
  }
  if (added > 0) {
    await db
      .updateTable("batches")
      .set({ credentials: sql`credentials + ${added}` })
      .where("institution", "=", key.institution)
      .where("number", "=", key.number)
      .execute();
  }
  return added;
}

async function digestsAt(db: Db, key: BatchKey, indexes: readonly number[]): Promise<ReadonlyMap<number, Hex>> {
  const rows = await db
    .selectFrom("batchCredentials")
    .select(["index", "digest"])
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .where(sql<boolean>`index = any(${indexes}::integer[])`)
    .execute();
  return new Map(rows.map(({ index, digest }) => [index, digest]));
}

/** Credentials with their text, for delivery; a page by index. */
export async function deliverable(db: Db, key: BatchKey, page: PageRequest): Promise<Page<BatchCredentialRow>> {
  const list = listName("batch-credentials", { institution: key.institution, number: key.number });
  const rows = await db
    .selectFrom("batchCredentials")
    .selectAll()
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .where("index", ">", positionAfter(list, page))
    .orderBy("index")
    .limit(page.limit + 1)
    .execute();
  const paged = toPage(
    list,
    page,
    rows.map((row) => ({ ...row, position: row.index })),
  );
  return { data: paged.data, next: paged.next };
}

/** Deletes the texts of a batch's credentials; digests, indexes and proofs stay, so that receipts can be served. */
export async function deleteBodies(db: Db, key: BatchKey): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("batchCredentials")
    .set({ credential: null })
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .where("credential", "is not", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Batches that the chain has held since before a time, Unix seconds, and whose texts are still here. */
export async function dueBodies(db: Db, before: number): Promise<readonly BatchKey[]> {
  return db
    .selectFrom("batches")
    .innerJoin("chainAnchors", (join) =>
      join
        .onRef("chainAnchors.institution", "=", "batches.institution")
        .on(sql<boolean>`chain_anchors.number = batches.number::numeric`),
    )
    .select(["batches.institution", "batches.number"])
    .where("chainAnchors.at", "<", before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("batchCredentials")
          .select("batchCredentials.index")
          .whereRef("batchCredentials.institution", "=", "batches.institution")
          .whereRef("batchCredentials.number", "=", "batches.number")
          .where("batchCredentials.credential", "is not", null),
      ),
    )
    .orderBy("batches.position")
    .limit(20)
    .execute();
}

export async function markClosing(db: Db, key: BatchKey, now: number): Promise<void> {
  await db
    .updateTable("batches")
    .set({ state: "closing", closingAt: now })
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .execute();
}

/** The oldest batch that is to be sealed. What it holds no longer changes. */
export async function nextClosing(db: Db): Promise<BatchRow | null> {
  const row = await db
    .selectFrom("batches")
    .selectAll()
    .where("state", "=", "closing")
    .orderBy("position")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export type Seal = { readonly root: Hex; readonly size: number };

/** Stores root and size. Call inside the transaction that locked the batch. */
export async function storeSeal(db: Db, key: BatchKey, { root, size }: Seal, now: number): Promise<void> {
  await db
    .updateTable("batches")
    // The order of places served until now; nobody needs to know it any more.
    .set({ state: "sealed", root, size, sealedAt: now, drawSeed: null })
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .execute();
}

export async function linkRelay(db: Db, key: BatchKey, relay: Hex): Promise<void> {
  await db
    .updateTable("batches")
    .set({ relay })
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .execute();
}

/** What a batch holds at an index; null: nothing. */
export async function credentialAt(db: Db, key: BatchKey, index: number): Promise<BatchCredentialRow | null> {
  const row = await db
    .selectFrom("batchCredentials")
    .selectAll()
    .where("institution", "=", key.institution)
    .where("number", "=", key.number)
    .where("index", "=", index)
    .executeTakeFirst();
  return row ?? null;
}

/** Where a credential stands by the digest of its secured form; null: not put here. */
export async function findByDigest(db: Db, digest: Hex): Promise<BatchCredentialRow | null> {
  const row = await db.selectFrom("batchCredentials").selectAll().where("digest", "=", digest).executeTakeFirst();
  return row ?? null;
}
