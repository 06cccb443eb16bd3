import { accessCalls } from "./access.js";
import { eventCalls } from "./events.js";
import { intakeCalls } from "./intake.js";
import { readCalls } from "./reads.js";
import type { Transport } from "./request.js";
import { vcCalls } from "./vc-api.js";
import { webhookCalls } from "./webhooks.js";
import { writeCalls } from "./writes.js";

export type { StreamEvent } from "./events.js";
export { pages } from "./reads.js";

/** Where the registry is. */
export type ClientOptions = {
  /** Address of the registry, such as `http://127.0.0.1:4600`. */
  readonly baseUrl: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Longest wait for an answer; default 30,000. */
  readonly timeoutMs?: number;
  /** Key of whoever calls, `ps_test_...` or `ps_live_...`; reading, verifying and signed acts need none. */
  readonly apiKey?: string;
  /**
   * `Idempotency-Key` of the writes of this client, such as `crypto.randomUUID()`: sent again with the same key, a write
   * is answered as before and done once. A client is cheap: make one for each write that is meant.
   */
  readonly idempotencyKey?: string;
};

/**
 * Typed calls to a registry. Its problems arrive as `PeersealError` with the same codes.
 *
 * What a registry says is a convenience: verify against the chain.
 */
export function createClient(options: ClientOptions) {
  const transport: Transport = {
    baseUrl: options.baseUrl.replace(/\/+$/, ""),
    fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
    timeoutMs: options.timeoutMs ?? 30_000,
    ...(options.apiKey === undefined ? {} : { apiKey: options.apiKey }),
    ...(options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }),
  };
  return {
    ...readCalls(transport),
    ...writeCalls(transport),
    vc: vcCalls(transport),
    access: accessCalls(transport),
    intake: intakeCalls(transport),
    events: eventCalls(transport),
    webhooks: webhookCalls(transport),
  };
}

/** Typed calls to one registry. */
export type Client = ReturnType<typeof createClient>;
