import { open, type Rule, type RuleTable } from "./rule.js";

/** Work on the webhook with the id of the path. */
const ofWebhook = (reason: string): Rule => ({
  allow: ["officer", "admin"],
  of: { stored: "webhook" },
  purpose: "webhooks",
  reason,
});
const seeing = (of: Extract<Rule, { readonly of: unknown }>["of"], reason: string): Rule => ({
  allow: ["officer", "admin", "auditor"],
  of,
  purpose: "webhooks",
  reason,
});

/** Streams of what happens. */
export const STREAM_RULES: RuleTable = {
  "GET /v1/events": open("What the chain says, as it comes."),
  "GET /v1/batches/:institution/:number/events": open("As the batch: no credential, no person."),
  "GET /v1/actions/:id/events": open("As the act, which goes on chain."),
};

/** Where an institution has its events sent. */
export const WEBHOOK_RULES: RuleTable = {
  "POST /v1/webhooks": {
    allow: ["officer", "admin"],
    of: { body: "institution" },
    purpose: "webhooks",
    reason: "Sends the institution's events to an address, and shows a secret.",
  },
  "GET /v1/webhooks": seeing({ query: "institution", absent: "own" }, "Tells addresses of the institution's systems."),
  "GET /v1/webhooks/:id": seeing({ stored: "webhook" }, "Tells an address of the institution's systems."),
  "GET /v1/webhooks/:id/deliveries": seeing({ stored: "webhook" }, "Tells how the institution's systems answered."),
  "POST /v1/webhooks/:id/enable": ofWebhook("Sends the institution's events again."),
  "POST /v1/webhooks/:id/rotate": ofWebhook("Shows a new secret of the webhook."),
  "POST /v1/webhooks/:id/test": ofWebhook("Sends a message to the address."),
  "POST /v1/webhooks/:id/deliveries/:delivery/redeliver": ofWebhook("Sends a message to the address again."),
  "DELETE /v1/webhooks/:id": ofWebhook("Ends the sending of events."),
};
