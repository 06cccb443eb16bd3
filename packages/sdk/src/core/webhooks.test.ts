import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { codeOf } from "./testing/code-of.js";
import { signWebhook, verifyWebhook } from "./webhooks.js";

const SECRET = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
const BODY = '{"type":"batch.final","timestamp":"2026-11-26T06:00:00Z","data":{"number":"7"}}';
const AT = 1_795_672_800;

const headersOf = (secrets: readonly string[], more: object = {}) => ({
  "webhook-id": "evt_1",
  "webhook-timestamp": String(AT),
  "webhook-signature": signWebhook({ id: "evt_1", timestamp: AT, body: BODY }, secrets),
  ...more,
});

test("signs as Standard Webhooks does", () => {
  const mac = createHmac("sha256", Buffer.alloc(32, 1)).update(`evt_1.${AT}.${BODY}`).digest("base64");
  expect(headersOf([SECRET])["webhook-signature"]).toBe(`v1,${mac}`);
  // The example of the specification's own library.
  const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: '{"test": 2432232314}' };
  expect(signWebhook(message, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

test("reads what is signed by one of the secrets", () => {
  const message = { id: "evt_1", type: "batch.final", timestamp: "2026-11-26T06:00:00Z", data: { number: "7" } };
  expect(verifyWebhook(headersOf([SECRET]), BODY, SECRET, AT + 299)).toEqual(message);
  expect(verifyWebhook(new Headers(headersOf([OTHER, SECRET])), Buffer.from(BODY), SECRET, AT)).toEqual(message);
  expect(verifyWebhook(headersOf([SECRET]), BODY, [OTHER, SECRET], AT)).toEqual(message);
});

test.each([
  ["webhook-signature", "another secret", headersOf([OTHER]), BODY, SECRET, AT],
  ["webhook-signature", "a changed body", headersOf([SECRET]), `${BODY} `, SECRET, AT],
  ["webhook-signature", "another id", headersOf([SECRET], { "webhook-id": "evt_2" }), BODY, SECRET, AT],
  ["webhook-signature", "another time", headersOf([SECRET], { "webhook-timestamp": String(AT + 1) }), BODY, SECRET, AT],
  ["webhook-signature", "no number", headersOf([SECRET], { "webhook-timestamp": "1e9" }), BODY, SECRET, AT],
  ["webhook-signature", "another version", headersOf([SECRET], { "webhook-signature": "v2,abc" }), BODY, SECRET, AT],
  ["webhook-signature", "no signature", headersOf([SECRET], { "webhook-signature": undefined }), BODY, SECRET, AT],
  ["webhook-stale", "an old message", headersOf([SECRET]), BODY, SECRET, AT + 301],
  ["webhook-stale", "one of tomorrow", headersOf([SECRET]), BODY, SECRET, AT - 301],
  ["webhook-secret", "no secret", headersOf([SECRET]), BODY, "secret", AT],
])("refuses with %s: %s", (code, _, headers, body, secret, now) => {
  expect(codeOf(() => verifyWebhook(headers, body, secret, now))).toBe(code);
});
