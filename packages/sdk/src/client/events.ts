import { isErrorCode, PeersealError } from "../core/errors.js";
import { parseJson } from "../core/json.js";
import { Relay } from "../wire/actions.js";
import { Batch } from "../wire/batches.js";
import { FeedEvent, type FeedQuery } from "../wire/events.js";
import { Problem } from "../wire/problem.js";
import type { Query, Transport } from "./request.js";

/** What a stream brought; `id`: where to go on after it, null where the event has none. */
export type StreamEvent<T> = { readonly event: string; readonly id: string | null; readonly data: T };

type Following = {
  /** Goes on behind this event. */
  readonly after?: string;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
};

/** Streams of events. A stream that is cut off throws; call again with the last `id` as `after`. */
export function eventCalls(transport: Transport) {
  return {
    /** What the chain says, as it is indexed; `removed` where a reorganisation took it back. */
    feed: ({ after, signal, ...query }: Partial<FeedQuery> & Following = {}) =>
      follow(transport, "/v1/events", FeedEvent, { after, signal }, query),
    /** States of a batch until it is anchored or has failed. */
    batch: ({ institution, number }: { institution: number; number: number }, following: Following = {}) =>
      follow(transport, `/v1/batches/${institution}/${number}/events`, Batch, following),
    /** States of a relayed act until it is recorded or has failed. */
    action: (id: string, following: Following = {}) =>
      follow(transport, `/v1/actions/${encodeURIComponent(id)}/events`, Relay, following),
  };
}

async function* follow<T>(
  transport: Transport,
  path: string,
  schema: { readonly parse: (value: unknown) => T },
  { after, signal }: { readonly after?: string | undefined; readonly signal?: AbortSignal | undefined },
  query: Query = {},
): AsyncGenerator<StreamEvent<T>, void, undefined> {
  const url = new URL(`${transport.baseUrl}${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  const response = await connect(transport, url, after, signal);
  for await (const { event, id, data } of eventsIn(response)) {
    if (event === "end") return;
    if (data !== "") yield { event, id, data: schema.parse(parseJson(data)) };
  }
}

async function connect(transport: Transport, url: URL, after: string | undefined, signal: AbortSignal | undefined) {
  let response: Response;
  try {
    response = await transport.fetch(url, {
      redirect: "error",
      headers: { accept: "text/event-stream", ...(after === undefined ? {} : { "last-event-id": after }) },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    throw new PeersealError("registry-unreachable", `No answer from the registry at ${transport.baseUrl}.`, { cause });
  }
  if (response.ok && response.body !== null) return response.body;
  const problem = Problem.safeParse(await response.json().catch(() => null));
  if (!problem.success) throw new PeersealError("registry-unreachable", `It answered ${response.status}.`);
  const { code, detail, details } = problem.data;
  throw new PeersealError(isErrorCode(code) ? code : "internal", detail, { details });
}

type RawEvent = { readonly event: string; readonly id: string | null; readonly data: string };

/** Reads a stream of events as a registry writes it (WHATWG HTML, section 9.2.6). */
async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<RawEvent, void, undefined> {
  let waiting = "";
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = `${waiting}${decoder.decode(value, { stream: true })}`.split("\n\n");
      waiting = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = eventOf(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string): RawEvent | null {
  const field = (name: string) =>
    block
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2);
  const event = field("event");
  return event === undefined ? null : { event, id: field("id") ?? null, data: field("data") ?? "" };
}
