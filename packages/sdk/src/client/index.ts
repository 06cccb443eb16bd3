import { eventCalls } from "./events.js";
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
  };
  return {
    ...readCalls(transport),
    ...writeCalls(transport),
    vc: vcCalls(transport),
    events: eventCalls(transport),
    webhooks: webhookCalls(transport),
  };
}

/** Typed calls to one registry. */
export type Client = ReturnType<typeof createClient>;
