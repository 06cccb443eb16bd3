import type { Kysely } from "kysely";
import { sql } from "kysely";
import type { Db } from "../store/database.js";
import { type FeedEvent, followFeed, newestCursor } from "../store/feed.js";
import type { Tables } from "../store/tables.js";
import { hasWebhooks } from "../store/webhooks.js";

type Notice = { readonly id: string; readonly type: string; readonly institution: number; readonly data: object };

const PAGE = 200;
const SERIALIZATION_FAILURE = "40001";

/**
 * Follows the feed and writes a notice for each event that a webhook wants, together with the cursor: a crash leaves
 * both or neither, and replicas take turns.
 *
 * @returns whether there is more.
 */
export async function noticeChain(db: Kysely<Tables>): Promise<boolean> {
  if (!(await hasWebhooks(db))) return false;
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      // One replica follows at a time; the others come again with the next change, or soon.
      const { rows } = await sql<{ isMine: boolean }>`
        select pg_try_advisory_xact_lock(hashtextextended('peerseal-notices', 0)) as is_mine`.execute(tx);
      if (rows[0]?.isMine !== true) return false;
      const cursor = await tx.selectFrom("webhookCursor").selectAll().forUpdate().executeTakeFirst();
      if (cursor === undefined) {
        await startAtNewest(tx);
        return false;
      }
      const { removed, added, cursor: next, more } = await followFeed(tx, cursor, PAGE);
      const finalNumber = await finalOf(tx);
      const settled = await settledAnchors(tx, cursor.finalNumber, finalNumber);
      const notices = [
        ...removed.filter(({ type }) => type === "batch.anchored").map((event) => ofBatch("anchor.dropped", event)),
        ...added.filter(({ type }) => type === "batch.anchored").map((event) => ofBatch("batch.anchored", event)),
        ...(await ofDecisions(tx, added)),
        ...settled.map((event) => ofBatch("batch.final", event)),
      ];
      for (const notice of notices) await note(tx, notice);
      const moved = next.position !== cursor.position || next.rollback !== cursor.rollback;
      if (moved || finalNumber > cursor.finalNumber) {
        await tx
          .updateTable("webhookCursor")
          .set({ ...next, finalNumber: Math.max(finalNumber, cursor.finalNumber) })
          .execute();
      }
      return more;
    })
    .catch((error: unknown) => {
      // Another replica moved the cursor between this one's first look and its lock: nothing was written.
      if (error instanceof Error && "code" in error && error.code === SERIALIZATION_FAILURE) return true;
      throw error;
    });
}

/** A first webhook is told of what happens from now on. Call inside the transaction that adds it. */
export async function startAtNewest(db: Db): Promise<void> {
  const values = { ...(await newestCursor(db)), finalNumber: await finalOf(db) };
  await db
    .insertInto("webhookCursor")
    .values({ id: 1, ...values })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
    .execute();
}

async function finalOf(db: Db): Promise<number> {
  const row = await db.selectFrom("chainCursor").select(["finalNumber", "number"]).executeTakeFirst();
  // What is final on the chain but not indexed is noticed once it is.
  return row === undefined ? 0 : Math.min(row.finalNumber, row.number);
}

async function settledAnchors(db: Db, from: number, to: number): Promise<readonly FeedEvent[]> {
  if (to <= from) return [];
  return db
    .selectFrom("chainEvents")
    .selectAll()
    .where("type", "=", "batch.anchored")
    .where("position", ">=", (from + 1) * 2 ** 20)
    .where("position", "<", (to + 1) * 2 ** 20)
    .orderBy("position")
    .execute();
}

function ofBatch(type: string, event: FeedEvent): Notice {
  return {
    // Anchored again in another block it is another event.
    id: `${type}:${event.subject}:${event.blockHash}`,
    type,
    institution: event.institution ?? 0,
    data: { ...event.data, block: event.blockNumber, blockHash: event.blockHash, transaction: event.transactionHash },
  };
}

/** A decision is told to whom the version belongs, and to whoever convened the round. */
async function ofDecisions(db: Db, added: readonly FeedEvent[]): Promise<Notice[]> {
  const decided = added.filter(({ type }) => type === "decision.made");
  if (decided.length === 0) return [];
  const rounds = await db
    .selectFrom("rounds")
    .innerJoin("versions", "versions.version", "rounds.version")
    .select(["rounds.round", "rounds.owner", "rounds.convener", "versions.publisher"])
    .where(sql<boolean>`rounds.round = any(${decided.map(({ subject }) => subject)}::text[])`)
    .execute();
  return decided.flatMap((event) => {
    const round = rounds.find((one) => one.round === event.subject);
    const told = round === undefined ? [] : [...new Set([round.owner, round.publisher, round.convener])];
    return told.map((institution) => ({
      id: `decision.made:${event.position}:${event.blockHash}:${institution}`,
      type: "decision.made",
      institution,
      data: {
        ...event.data,
        round: event.subject,
        block: event.blockNumber,
        blockHash: event.blockHash,
        transaction: event.transactionHash,
      },
    }));
  });
}

async function note(db: Db, { id, type, institution, data }: Notice): Promise<void> {
  await sql`
    insert into notices (id, type, institution, data)
    select ${id}, ${type}, ${institution}, ${JSON.stringify(data)}::jsonb
    where exists (select from webhooks where webhooks.institution = ${institution} and ${type} = any (events))
    on conflict (id) do nothing
  `.execute(db);
}
