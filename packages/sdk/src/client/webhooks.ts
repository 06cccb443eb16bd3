import type { z } from "zod";
import {
  DeletedWebhook,
  Delivery,
  DeliveryPage,
  type DeliveryQuery,
  Webhook,
  WebhookPage,
  type WebhookQuery,
  type WebhookRequest,
  WebhookWithSecret,
} from "../wire/webhooks.js";
import { callsOn, request, type Transport } from "./request.js";

/** Where an institution has its events sent. Receivers check what comes with `verifyWebhook`. */
export function webhookCalls(transport: Transport) {
  const { at, get, post } = callsOn(transport);
  return {
    /** The secret is told this once. */
    create: (body: WebhookRequest) => post(at("webhooks"), WebhookWithSecret, body),
    list: (query: Pick<z.output<typeof WebhookQuery>, "institution"> & Partial<z.output<typeof WebhookQuery>>) =>
      get(at("webhooks"), WebhookPage, query),
    get: (id: string) => get(at("webhooks", id), Webhook),
    enable: (id: string) => post(at("webhooks", id, "enable"), Webhook),
    /** A new secret; the old one counts beside it for a day. */
    rotate: (id: string) => post(at("webhooks", id, "rotate"), WebhookWithSecret),
    delete: (id: string) => request(transport, { method: "DELETE", path: at("webhooks", id), answer: DeletedWebhook }),
    test: (id: string) => post(at("webhooks", id, "test"), Delivery),
    deliveries: (id: string, query: Partial<z.output<typeof DeliveryQuery>> = {}) =>
      get(at("webhooks", id, "deliveries"), DeliveryPage, query),
    redeliver: (id: string, delivery: string) =>
      post(at("webhooks", id, "deliveries", delivery, "redeliver"), Delivery),
  };
}
