import { PeersealError, type WebhookEvent } from "@peerseal/sdk";
import { type Selectable, sql } from "kysely";
import type { Db } from "./database.js";
import { listName, type Page, type PageRequest, positionAfter, toPage } from "./pages.js";
import type { DeliveryState, WebhookTables } from "./tables/webhooks.js";

export type WebhookRow = Selectable<WebhookTables["webhooks"]>;
export type DeliveryRow = Selectable<WebhookTables["webhookDeliveries"]> & { readonly type: string };

/** Webhooks that one institution may have. */
const MOST = 20;

export type NewWebhook = {
  readonly id: string;
  readonly institution: number;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly secret: string;
};

/** @throws PeersealError `webhook-limit` */
export async function addWebhook(db: Db, webhook: NewWebhook, now: number): Promise<WebhookRow> {
  const { count } = await db
    .selectFrom("webhooks")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("institution", "=", webhook.institution)
    .executeTakeFirstOrThrow();
  if (count >= MOST) {
    throw new PeersealError("webhook-limit", `Institution ${webhook.institution} has ${MOST} webhooks.`, {
      details: { most: MOST },
    });
  }
  return db
    .insertInto("webhooks")
    .values({ ...webhook, events: [...webhook.events], createdAt: now })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findWebhook(db: Db, id: string): Promise<WebhookRow | null> {
  return (await db.selectFrom("webhooks").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
}

/** @throws PeersealError `not-found` */
export async function getWebhook(db: Db, id: string): Promise<WebhookRow> {
  const row = await findWebhook(db, id);
  if (row === null) throw new PeersealError("not-found", "There is no such webhook.");
  return row;
}

export async function listWebhooks(db: Db, institution: number, page: PageRequest): Promise<Page<WebhookRow>> {
  const list = listName("webhooks", { institution });
  const rows = await db
    .selectFrom("webhooks")
    .selectAll()
    .where("institution", "=", institution)
    .where("position", ">", positionAfter(list, page))
    .orderBy("position")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** Gives a webhook a new secret; the old one counts beside it until `formerUntil`. */
export async function replaceSecret(db: Db, id: string, secret: string, formerUntil: number): Promise<WebhookRow> {
  const row = await db
    .updateTable("webhooks")
    .set({ formerSecret: sql`secret`, formerUntil, secret })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row ?? getWebhook(db, id);
}

export async function enableWebhook(db: Db, id: string): Promise<WebhookRow> {
  const row = await db
    .updateTable("webhooks")
    .set({ state: "active", disabledReason: null, failingSince: null })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row ?? getWebhook(db, id);
}

/** @returns whether there was one. */
export async function deleteWebhook(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("webhooks").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function hasWebhooks(db: Db): Promise<boolean> {
  return (await db.selectFrom("webhooks").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** Deliveries of a webhook, newest first. */
export async function listDeliveries(
  db: Db,
  webhook: string,
  filter: { readonly state?: DeliveryState | undefined },
  page: PageRequest,
): Promise<Page<DeliveryRow>> {
  const list = listName("deliveries", { webhook, state: filter.state });
  const after = positionAfter(list, page);
  let query = deliveries(db).where("webhook", "=", webhook);
  if (filter.state !== undefined) query = query.where("state", "=", filter.state);
  if (after >= 0) query = query.where("webhookDeliveries.position", "<", after);
  const rows = await query
    .orderBy("webhookDeliveries.position", "desc")
    .limit(page.limit + 1)
    .execute();
  return toPage(list, page, rows);
}

/** @throws PeersealError `not-found` */
export async function getDelivery(db: Db, webhook: string, id: string): Promise<DeliveryRow> {
  const row = await deliveries(db)
    .where("webhook", "=", webhook)
    .where("webhookDeliveries.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new PeersealError("not-found", "There is no such delivery.");
  return row;
}

function deliveries(db: Db) {
  return db
    .selectFrom("webhookDeliveries")
    .innerJoin("notices", "notices.id", "webhookDeliveries.notice")
    .selectAll("webhookDeliveries")
    .select("notices.type");
}
