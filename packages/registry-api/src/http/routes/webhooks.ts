import { PeersealError, wire } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { findInstitution } from "../../store/institutions.js";
import type { Tables } from "../../store/tables.js";
import {
  type DeliveryRow,
  deleteWebhook,
  enableWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhooks,
  replaceSecret,
  type WebhookRow,
} from "../../store/webhooks.js";
import type { App, RouteModule } from "../app.js";
import { answers } from "./answers.js";

export type WebhookDeps = {
  readonly db: Kysely<Tables>;
  readonly now: () => number;
  /** @throws PeersealError `fetch-refused` */
  readonly requireAddress: (url: string) => void;
  /** Adds a webhook and gives it with its secret. @throws PeersealError `webhook-limit` */
  readonly add: (request: wire.WebhookRequest) => Promise<{ readonly row: WebhookRow; readonly secret: string }>;
  /** A secret, and the form in which it is kept. */
  readonly newSecret: () => { readonly secret: string; readonly sealed: string };
  /** Queues a test message. */
  readonly test: (row: WebhookRow) => Promise<string>;
  /** Queues a delivery again. */
  readonly again: (delivery: string) => Promise<void>;
  /** `webhook-id` of a notice. */
  readonly eventId: (notice: string) => string;
};

const tags = ["webhooks"];
/** Seconds for which a replaced secret counts beside the new one. */
const OVERLAP = 86_400;

/** Where an institution has its events sent. */
export function webhookRoutes(deps: WebhookDeps): RouteModule {
  return (app) => {
    registerSubscriptions(app, deps);
    registerDeliveries(app, deps);
  };
}

function registerSubscriptions(app: App, deps: WebhookDeps): void {
  app.post(
    "/v1/webhooks",
    {
      schema: {
        tags,
        summary: "Have events of an institution sent to an address",
        description:
          "Signed as Standard Webhooks 1.0 (`webhook-id`, `webhook-timestamp`, `webhook-signature`); check them with " +
          "`verifyWebhook` of the SDK. Each event may come more than once, always under the same id. The secret is " +
          "told in this answer and never again.",
        body: wire.WebhookRequest,
        response: answers(201, wire.WebhookWithSecret, "not-found", "fetch-refused", "webhook-limit"),
      },
    },
    async ({ body }, reply) => {
      deps.requireAddress(body.url);
      if ((await findInstitution(deps.db, body.institution)) === null) {
        throw new PeersealError("not-found", `There is no institution ${body.institution} in this network.`);
      }
      const { row, secret } = await deps.add(body);
      return reply.code(201).send({ ...toWebhook(row), secret });
    },
  );

  app.get(
    "/v1/webhooks",
    {
      schema: {
        tags,
        summary: "Webhooks of an institution",
        querystring: wire.WebhookQuery,
        response: answers(200, wire.WebhookPage, "cursor-invalid"),
      },
    },
    async ({ query }) => {
      const { data, next } = await listWebhooks(deps.db, query.institution, query);
      return { data: data.map(toWebhook), next };
    },
  );

  const one = { params: wire.WebhookPath, response: answers(200, wire.Webhook, "not-found") };
  app.get("/v1/webhooks/:id", { schema: { tags, summary: "One webhook", ...one } }, async ({ params }) =>
    toWebhook(await getWebhook(deps.db, params.id)),
  );

  app.post(
    "/v1/webhooks/:id/enable",
    { schema: { tags, summary: "Enable a webhook that was disabled", ...one } },
    async ({ params }) => toWebhook(await enableWebhook(deps.db, params.id)),
  );

  app.post(
    "/v1/webhooks/:id/rotate",
    {
      schema: {
        tags,
        summary: "Replace a webhook's secret",
        description: "For a day messages are signed with both, so that receivers can change over.",
        params: wire.WebhookPath,
        response: answers(200, wire.WebhookWithSecret, "not-found"),
      },
    },
    async ({ params }) => {
      const { secret, sealed } = deps.newSecret();
      const row = await replaceSecret(deps.db, params.id, sealed, deps.now() + OVERLAP);
      return { ...toWebhook(row), secret };
    },
  );

  app.delete(
    "/v1/webhooks/:id",
    {
      schema: {
        tags,
        summary: "Delete a webhook with its deliveries",
        params: wire.WebhookPath,
        response: answers(200, wire.DeletedWebhook, "not-found"),
      },
    },
    async ({ params }) => {
      if (!(await deleteWebhook(deps.db, params.id))) throw new PeersealError("not-found", "There is no such webhook.");
      return { deleted: params.id };
    },
  );
}

function registerDeliveries(app: App, deps: WebhookDeps): void {
  const toWire = (row: DeliveryRow) => toDelivery(row, deps.eventId);
  app.post(
    "/v1/webhooks/:id/test",
    {
      schema: {
        tags,
        summary: "Send a message of type `test`",
        params: wire.WebhookPath,
        response: answers(202, wire.Delivery, "not-found", "webhook-disabled"),
      },
    },
    async ({ params }, reply) => {
      const webhook = await active(deps, params.id);
      const delivery = await deps.test(webhook);
      return reply.code(202).send(toWire(await getDelivery(deps.db, webhook.id, delivery)));
    },
  );

  app.get(
    "/v1/webhooks/:id/deliveries",
    {
      schema: {
        tags,
        summary: "What was sent to a webhook, newest first; `dead` is what was given up",
        params: wire.WebhookPath,
        querystring: wire.DeliveryQuery,
        response: answers(200, wire.DeliveryPage, "not-found", "cursor-invalid"),
      },
    },
    async ({ params, query }) => {
      await getWebhook(deps.db, params.id);
      const { data, next } = await listDeliveries(deps.db, params.id, { state: query.state }, query);
      return { data: data.map(toWire), next };
    },
  );

  app.post(
    "/v1/webhooks/:id/deliveries/:delivery/redeliver",
    {
      schema: {
        tags,
        summary: "Send an event once more, under its id",
        params: wire.DeliveryPath,
        response: answers(202, wire.Delivery, "not-found", "webhook-disabled"),
      },
    },
    async ({ params }, reply) => {
      const webhook = await active(deps, params.id);
      const row = await getDelivery(deps.db, webhook.id, params.delivery);
      await deps.again(row.id);
      return reply.code(202).send(toWire(await getDelivery(deps.db, webhook.id, row.id)));
    },
  );
}

/** @throws PeersealError `not-found`, `webhook-disabled` */
async function active(deps: WebhookDeps, id: string): Promise<WebhookRow> {
  const row = await getWebhook(deps.db, id);
  if (row.state === "active") return row;
  throw new PeersealError("webhook-disabled", row.disabledReason ?? "The webhook is disabled.");
}

function toWebhook(row: WebhookRow): wire.Webhook {
  const { id, institution, url, events, state, disabledReason, failingSince, createdAt } = row;
  return { id, institution, url, events, state, disabledReason, failingSince, createdAt, href: `/v1/webhooks/${id}` };
}

function toDelivery(row: DeliveryRow, eventId: (notice: string) => string): wire.Delivery {
  const { id, webhook, type, state, attempts, status, error, createdAt, triedAt, deliveredAt } = row;
  const event = eventId(row.notice);
  return { id, webhook, event, type, state, attempts, status, error, createdAt, triedAt, deliveredAt };
}
