import { PeersealError, wire } from "@peerseal/sdk";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { BatchKey } from "../../store/batches.js";
import { findBatch } from "../../store/batches.js";
import type { Db } from "../../store/database.js";
import { parseFeedCursor } from "../../store/feed.js";
import { findRelay } from "../../store/relays.js";
import type { App, RouteModule } from "../app.js";
import type { FeedHub } from "../streams/feed-hub.js";
import type { OpenStream, StreamRoom } from "../streams/sse.js";
import type { WatchHub } from "../streams/watch-hub.js";
import { answers } from "./answers.js";

export type EventDeps = {
  readonly db: Db;
  readonly room: StreamRoom;
  readonly feed: FeedHub;
  readonly batches: WatchHub<BatchKey>;
  readonly actions: WatchHub<`0x${string}`>;
  /** Lets all hubs look now. */
  readonly wake: () => void;
};

const RESUMING =
  "Server-sent events. A reader that is cut off goes on from `Last-Event-ID`, at this replica or another.";

/** Streams of what happens: the chain as it is indexed, one batch, one act. */
export function eventRoutes(deps: EventDeps): RouteModule {
  return (app) => {
    // Requests at work are waited for at the end, and these would never end by themselves.
    app.addHook("preClose", async () => deps.room.close());
    registerFeed(app, deps);
    registerWatches(app, deps);
  };
}

function registerFeed(app: App, deps: EventDeps): void {
  app.get(
    "/v1/events",
    {
      schema: {
        tags: ["events"],
        summary: "What the chain says, as it is indexed",
        description:
          `${RESUMING} The event's name is its type; \`removed\` where a reorganisation took it back, which is told ` +
          "before what came instead. Removed events have no id: after a cut among them all of them come again.",
        querystring: wire.FeedQuery,
        response: answers(200, wire.EventStream, "cursor-invalid", "overloaded"),
      },
    },
    async (request, reply) => {
      const { after, ...filter } = request.query;
      const last = lastEventId(request) ?? after;
      const from = last === undefined ? null : parseFeedCursor(last);
      if (last !== undefined && from === null) {
        throw new PeersealError("cursor-invalid", "This is no id of an event of this stream.");
      }
      return stream(deps, request, reply, (open) => {
        deps.feed.join(open, from, filter).catch(() => open.end());
      });
    },
  );
}

function registerWatches(app: App, deps: EventDeps): void {
  app.get(
    "/v1/batches/:institution/:number/events",
    {
      schema: {
        tags: ["events"],
        summary: "How far a batch has come, each time that it changes",
        description: `${RESUMING} Events \`state\` hold the batch; \`end\` follows once it is anchored or has failed.`,
        params: wire.BatchPath,
        response: answers(200, wire.EventStream, "not-found", "overloaded"),
      },
    },
    async (request, reply) => {
      const { params } = request;
      if ((await findBatch(deps.db, params)) === null) {
        throw new PeersealError("not-found", `Batch ${params.number} was not opened here.`);
      }
      return stream(deps, request, reply, (open) => {
        deps.batches.join(open, params, lastEventId(request));
        deps.wake();
      });
    },
  );

  app.get(
    "/v1/actions/:id/events",
    {
      schema: {
        tags: ["events"],
        summary: "What becomes of a relayed act, each time that it changes",
        description: `${RESUMING} Events \`state\` hold the act; \`end\` follows once it is recorded or has failed.`,
        params: wire.RelayPath,
        response: answers(200, wire.EventStream, "not-found", "overloaded"),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if ((await findRelay(deps.db, id)) === null) {
        throw new PeersealError("not-found", "No act of this id was relayed here.");
      }
      return stream(deps, request, reply, (open) => {
        deps.actions.join(open, id, lastEventId(request));
        deps.wake();
      });
    },
  );
}

function stream(
  { room }: EventDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  join: (open: OpenStream) => void,
): FastifyReply & { readonly code: never } {
  join(room.open(reply, request.ip));
  // What goes out is a stream, of which the schema knows the media type only.
  return reply as FastifyReply & { readonly code: never };
}

function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers["last-event-id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}
