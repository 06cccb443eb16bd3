import { computeHmac } from "ethers/crypto";
import { PeersealError } from "./errors.js";
import { parseJson } from "./json.js";
import { fromUtf8, utf8 } from "./text.js";
import type { JsonObject } from "./types.js";
import { isObject } from "./values.js";

/** Events that a registry sends to webhooks of an institution. */
export const WEBHOOK_EVENTS = [
  "batch.sealed",
  "batch.anchored",
  "batch.final",
  "batch.failed",
  "action.recorded",
  "action.failed",
  "decision.made",
  "anchor.dropped",
] as const;
/** Name of an event that webhooks are sent. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What a webhook brought. */
export type WebhookMessage = {
  /** The same each time that this event is sent: whoever has seen it leaves it out. */
  readonly id: string;
  /** One of {@link WEBHOOK_EVENTS}, or `test`. */
  readonly type: string;
  /** When it happened, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly timestamp: string;
  readonly data: JsonObject;
};

const PREFIX = "whsec_";
const VERSION = "v1";
/** How far a sender's clock, and its tries, may be from ours. Seconds. */
const TOLERANCE = 300;

/**
 * The value of `webhook-signature` for a message (Standard Webhooks 1.0): HMAC-SHA256 over `id.timestamp.body`.
 *
 * @param secrets `whsec_` and base64; while a secret is being replaced, both
 * @throws PeersealError `webhook-secret`
 */
export function signWebhook(
  message: { readonly id: string; readonly timestamp: number; readonly body: string },
  secrets: readonly string[],
): string {
  return secrets.map((secret) => `${VERSION},${macOf(message.id, message.timestamp, message.body, secret)}`).join(" ");
}

/**
 * Checks what a registry sent to a webhook, and reads it. Give the body as it came, before anything parsed it.
 *
 * @param headers names in lower case, such as `request.headers` of Node, or a `Headers`
 * @param now Unix seconds
 * @throws PeersealError `webhook-signature`, `webhook-stale`, `webhook-secret`, `json-*`
 *
 * @example
 * const { id, type, data } = verifyWebhook(request.headers, rawBody, process.env.WEBHOOK_SECRET, Date.now() / 1000);
 */
export function verifyWebhook(
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  body: Uint8Array | string,
  secret: string | readonly string[],
  now: number,
): WebhookMessage {
  const header = (name: string): string => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name];
    if (typeof value === "string" && value !== "") return value;
    throw new PeersealError("webhook-signature", `The header ${name} is missing.`, { details: { header: name } });
  };
  const [id, stamp, given] = [header("webhook-id"), header("webhook-timestamp"), header("webhook-signature")];
  const text = typeof body === "string" ? body : fromUtf8(body);
  const timestamp = Number(stamp);
  if (!/^\d{1,12}$/.test(stamp)) throw new PeersealError("webhook-signature", "webhook-timestamp is no number.");
  const known = typeof secret === "string" ? [secret] : secret;
  const offered = given.split(" ").filter((one) => one.startsWith(`${VERSION},`));
  const isSigned = known
    .map((one) => `${VERSION},${macOf(id, timestamp, text, one)}`)
    .some((expected) => offered.some((one) => isEqual(one, expected)));
  if (!isSigned) throw new PeersealError("webhook-signature", "No signature of this message is by a secret of ours.");
  // After the signature: only who knows the secret learns anything of our clock.
  if (Math.abs(now - timestamp) > TOLERANCE) {
    throw new PeersealError("webhook-stale", "The message was signed too long ago.", { details: { timestamp, now } });
  }
  const value = parseJson(text);
  if (!isObject(value) || typeof value.type !== "string" || typeof value.timestamp !== "string") {
    throw new PeersealError("webhook-signature", "The message is none of a registry.");
  }
  return { id, type: value.type, timestamp: value.timestamp, data: isObject(value.data) ? value.data : {} };
}

function macOf(id: string, timestamp: number, body: string, secret: string): string {
  return toBase64(computeHmac("sha256", keyOf(secret), utf8(`${id}.${timestamp}.${body}`)));
}

function keyOf(secret: string): Uint8Array {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : "";
  if (!/^[A-Za-z0-9+/]{32,88}={0,2}$/.test(encoded)) {
    throw new PeersealError("webhook-secret", "A secret is `whsec_` and 24 to 64 bytes in base64.");
  }
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
}

function toBase64(hex: string): string {
  const bytes = (hex.slice(2).match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
  return btoa(String.fromCharCode(...bytes));
}

/** In a time that tells nothing of where two texts differ. */
function isEqual(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
