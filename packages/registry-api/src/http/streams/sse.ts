import { Readable } from "node:stream";
import { PeersealError } from "@peerseal/sdk";
import type { FastifyReply } from "fastify";

/** One event as the text of a stream; `id` is left out where going on from here would leave something out. */
export type StreamEvent = { readonly event: string; readonly data: object; readonly id?: string };

/** A stream to one reader. */
export type OpenStream = {
  readonly send: (event: StreamEvent) => void;
  /** Ends it after what was sent. */
  readonly end: () => void;
  /** Resolves once the reader has taken what waits for it, or is gone. */
  readonly drained: () => Promise<void>;
  /** Called once, however it ended. */
  readonly onEnd: (done: () => void) => void;
};

export type StreamRoom = {
  /**
   * Answers with a stream of events.
   *
   * @param address whose streams are counted together
   * @throws PeersealError `overloaded` when there are too many, or the registry is about to end.
   */
  readonly open: (reply: FastifyReply, address: string) => OpenStream;
  /** How many are open. */
  readonly size: () => number;
  /** Ends all of them; readers come back by themselves, to another replica. */
  readonly close: () => void;
};

export type StreamLimits = {
  readonly most: number;
  readonly mostOfAddress: number;
  /** Silence is broken after it, so that proxies keep the connection and dead ones are found. */
  readonly heartbeatMs: number;
};

/** Bytes that may wait for a reader before more is read for it. */
const COMFORTABLE = 64 * 1024;
/** Bytes that wait for a reader; one that is slower is let go, and goes on from its last event. */
const MOST_WAITING = 1024 * 1024;
/** After what time a reader asks again when the stream ends. */
const RETRY_MS = 2_000;

/** Streams are plain replies with a body that goes on: headers of hooks, compression and HTTP/1 hold as for any other. */
export function makeStreamRoom(limits: StreamLimits): StreamRoom {
  const open = new Map<Readable, string>();
  let isClosed = false;
  const beat = setInterval(() => {
    for (const body of open.keys()) push(body, ": \n\n");
  }, limits.heartbeatMs);
  beat.unref();

  return {
    open: (reply, address) => {
      const ofAddress = [...open.values()].filter((other) => other === address).length;
      if (isClosed || open.size >= limits.most || ofAddress >= limits.mostOfAddress) {
        throw new PeersealError("overloaded", "There are too many open streams.", {
          details: { streams: open.size, most: limits.most, mostOfAddress: limits.mostOfAddress },
        });
      }
      let taken: () => void = () => undefined;
      const body = new Readable({ read: () => taken(), highWaterMark: COMFORTABLE });
      open.set(body, address);
      body.once("close", () => {
        open.delete(body);
        taken();
      });
      // A reader that leaves is no fault.
      body.on("error", () => undefined);
      push(body, `retry: ${RETRY_MS}\n\n`);
      void reply
        .header("content-type", "text/event-stream; charset=utf-8")
        .header("cache-control", "no-cache, no-transform")
        // Proxies of nginx's kind would gather events before they pass them on.
        .header("x-accel-buffering", "no")
        .send(body);
      return {
        send: (event) => push(body, textOf(event)),
        end: () => finish(body),
        drained: () =>
          body.destroyed || body.readableLength < COMFORTABLE
            ? Promise.resolve()
            : new Promise((resolve) => {
                taken = resolve;
              }),
        onEnd: (done) => {
          body.once("close", done);
        },
      };
    },
    size: () => open.size,
    close: () => {
      isClosed = true;
      clearInterval(beat);
      for (const body of open.keys()) finish(body);
    },
  };
}

/** Streams that take no more, although their reader may not have come to the end yet. */
const finished = new WeakSet<Readable>();

function push(body: Readable, text: string): void {
  if (body.destroyed || finished.has(body)) return;
  if (body.readableLength > MOST_WAITING) {
    body.destroy();
    return;
  }
  body.push(text);
}

function finish(body: Readable): void {
  if (body.destroyed || finished.has(body)) return;
  finished.add(body);
  body.push(null);
}

/** JSON holds no line break, so that one line of data is all. */
function textOf({ event, data, id }: StreamEvent): string {
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
