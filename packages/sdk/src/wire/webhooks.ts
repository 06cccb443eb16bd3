import { z } from "zod";
import { WEBHOOK_EVENTS } from "../core/webhooks.js";
import { InstitutionId, InstitutionParam, PageQuery, pageOf, Seconds } from "./common.js";

const WebhookId = z.string().regex(/^wh_[A-Za-z0-9_-]{22}$/);
const DeliveryId = z.string().regex(/^del_[A-Za-z0-9_-]{22}$/);
const Events = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length);

/** Has events of an institution sent to an address. */
export const WebhookRequest = z.strictObject({
  institution: InstitutionId,
  url: z
    .string()
    .min(8)
    .max(2_048)
    .describe("Public https: address")
    .meta({ examples: ["https://hooks.example.org/p"] }),
  events: Events,
});
export type WebhookRequest = z.infer<typeof WebhookRequest>;

/** Where events of an institution are sent. */
export const Webhook = z.strictObject({
  id: WebhookId,
  institution: InstitutionId,
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  state: z.enum(["active", "disabled"]),
  disabledReason: z.string().nullable(),
  failingSince: Seconds.nullable().describe("First failure after the last success"),
  createdAt: Seconds,
  href: z.string(),
});
export type Webhook = z.infer<typeof Webhook>;

/** A webhook with its secret, which is told this once. */
export const WebhookWithSecret = Webhook.extend({
  secret: z.string().describe("`whsec_` and base64; keep it, it is not shown again"),
});
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

/** Webhooks, one page. */
export const WebhookPage = pageOf(Webhook);
/** What the list of webhooks takes. */
export const WebhookQuery = z.strictObject({ ...PageQuery, institution: InstitutionParam });
/** Path of a webhook. */
export const WebhookPath = z.strictObject({ id: WebhookId });

/** `dead`: given up after a day of tries. */
export const DELIVERY_STATES = ["queued", "retrying", "delivered", "dead"] as const;

/** One event on its way to one webhook. */
export const Delivery = z.strictObject({
  id: DeliveryId,
  webhook: WebhookId,
  event: z.string().describe("`webhook-id` of what is sent"),
  type: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  status: z.int().nullable().describe("HTTP status of the last answer"),
  error: z.string().nullable().describe("Why the last try failed"),
  createdAt: Seconds,
  triedAt: Seconds.nullable(),
  deliveredAt: Seconds.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Deliveries, one page, newest first. */
export const DeliveryPage = pageOf(Delivery);
/** What the list of deliveries takes. */
export const DeliveryQuery = z.strictObject({ ...PageQuery, state: z.enum(DELIVERY_STATES).optional() });
/** Path of a delivery. */
export const DeliveryPath = z.strictObject({ id: WebhookId, delivery: DeliveryId });
/** What was deleted. */
export const DeletedWebhook = z.strictObject({ deleted: WebhookId });
