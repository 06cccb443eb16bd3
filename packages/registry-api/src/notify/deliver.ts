import { createHash } from "node:crypto";
import { PeersealError, signWebhook } from "@peerseal/sdk";
import { sql } from "kysely";
import type { Db } from "../store/database.js";
import type { SecretBox } from "./secrets.js";

/** Sends a message and gives the status of the answer. @throws PeersealError `fetch-refused`, `fetch-failed` */
export type Post = (
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<number>;

export type DeliverDeps = {
  readonly db: Db;
  readonly post: Post;
  readonly box: SecretBox;
  /** Unix seconds. */
  readonly now: () => number;
  /** Seconds of failing after which a webhook is disabled. */
  readonly patience: number;
};

/** What is wrong with a try; the queue tries again, unless `isLast`. */
export class NotDelivered extends Error {}

/** Receivers say so when they want nothing more. */
const GONE = 410;

/**
 * One try of one delivery. A crash after sending sends once more, under the same id.
 *
 * @throws NotDelivered where it is to be tried again
 */
export async function deliver(deps: DeliverDeps, id: string, isLast: boolean): Promise<void> {
  const row = await deps.db
    .selectFrom("webhookDeliveries as delivery")
    .innerJoin("webhooks", "webhooks.id", "delivery.webhook")
    .innerJoin("notices", "notices.id", "delivery.notice")
    .select(["delivery.id", "delivery.state", "delivery.webhook", "delivery.createdAt", "notices.id as notice"])
    .select(["webhooks.url", "webhooks.secret", "webhooks.formerSecret", "webhooks.formerUntil"])
    .select(["webhooks.state as webhookState", "notices.type", "notices.data", "notices.at", "notices.institution"])
    .where("delivery.id", "=", id)
    .executeTakeFirst();
  // Deleted, or delivered by another worker.
  if (row === undefined || row.state === "delivered") return;
  if (row.webhookState === "disabled") return fail(deps, row, null, "The webhook is disabled.", true);
  const now = deps.now();
  let status: number;
  try {
    status = await deps.post(row.url, messageOf(deps.box, row, now));
  } catch (error) {
    const reason = error instanceof PeersealError ? `${error.code}: ${error.message}` : "internal: A fault of ours.";
    await fail(deps, row, null, reason, isLast);
    if (isLast) return;
    throw new NotDelivered(reason);
  }
  if (status >= 200 && status < 300) return succeed(deps, row, status, now);
  const reason = `It answered ${status}.`;
  if (status === GONE) {
    await disable(deps.db, row.webhook, "Its address answers 410 Gone.");
    return fail(deps, row, status, reason, true);
  }
  await fail(deps, row, status, reason, isLast);
  if (!isLast) throw new NotDelivered(reason);
}

type Outgoing = {
  readonly notice: string;
  readonly type: string;
  readonly at: number;
  readonly institution: number;
  readonly data: object;
  readonly secret: string;
  readonly formerSecret: string | null;
  readonly formerUntil: number | null;
};

function messageOf(box: SecretBox, row: Outgoing, now: number) {
  const body = JSON.stringify({
    type: row.type,
    timestamp: `${new Date(row.at * 1000).toISOString().slice(0, 19)}Z`,
    data: { institution: row.institution, ...row.data },
  });
  const former = row.formerSecret !== null && (row.formerUntil ?? 0) > now ? [box.open(row.formerSecret)] : [];
  const id = eventId(row.notice);
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(now),
    "webhook-signature": signWebhook({ id, timestamp: now, body }, [box.open(row.secret), ...former]),
  };
  return { headers, body };
}

/** The id of an event as receivers see it: the same however often and from which replica it is sent. */
export function eventId(notice: string): string {
  return `evt_${createHash("sha256").update(notice).digest("base64url").slice(0, 32)}`;
}

type Tried = { readonly id: string; readonly webhook: string };

async function succeed({ db }: DeliverDeps, { id, webhook }: Tried, status: number, now: number): Promise<void> {
  await db
    .updateTable("webhookDeliveries")
    .set({ state: "delivered", attempts: sql`attempts + 1`, status, error: null, triedAt: now, deliveredAt: now })
    .where("id", "=", id)
    .execute();
  await db
    .updateTable("webhooks")
    .set({ failingSince: null })
    .where("id", "=", webhook)
    .where("failingSince", "is not", null)
    .execute();
}

async function fail(
  { db, now, patience }: DeliverDeps,
  { id, webhook }: Tried,
  status: number | null,
  error: string,
  isLast: boolean,
): Promise<void> {
  const at = now();
  await db
    .updateTable("webhookDeliveries")
    .set({ state: isLast ? "dead" : "retrying", attempts: sql`attempts + 1`, status, error, triedAt: at })
    .where("id", "=", id)
    .execute();
  const { failingSince } = await db
    .updateTable("webhooks")
    .set({ failingSince: sql`coalesce(failing_since, ${at})` })
    .where("id", "=", webhook)
    .returning("failingSince")
    .executeTakeFirstOrThrow();
  if (failingSince === null || at - failingSince < patience) return;
  const days = Math.floor(patience / 86_400);
  await disable(db, webhook, `Nothing was delivered for ${days} days; the last try: ${error}`);
}

async function disable(db: Db, webhook: string, reason: string): Promise<void> {
  await db
    .updateTable("webhooks")
    .set({ state: "disabled", disabledReason: reason })
    .where("id", "=", webhook)
    .where("state", "=", "active")
    .execute();
}
