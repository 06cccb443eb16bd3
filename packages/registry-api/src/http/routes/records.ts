import { PeersealError, wire } from "@peerseal/sdk";
import { readCursor } from "../../store/blocks.js";
import { type ChainAnchorRow, findAnchor } from "../../store/chain-anchors.js";
import {
  findBlock,
  findConcern,
  listAllVersions,
  listAnchors,
  listConcerns,
  listHistory,
  listListings,
  listSeatsOf,
  listStatusChanges,
} from "../../store/records.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { toFeedEvent } from "../streams/feed-hub.js";
import { answers } from "./answers.js";
import { toConcerns } from "./concerns.js";
import { toSeat } from "./rounds.js";
import { recorded, titlesOf } from "./shapes.js";
import { toVersion } from "./versions.js";

const PAGE_CODES = ["cursor-invalid", "database-unreachable"] as const;

/** Lists across the network of what else stands below one thing. */
export function registerRecordRoutes(app: App, deps: HttpDeps): void {
  registerAnchors(app, deps);
  registerLists(app, deps);
  registerChain(app, deps);
}

function registerAnchors(app: App, deps: HttpDeps): void {
  const tags = ["batches"];
  const toAnchor = (row: ChainAnchorRow, final: number): wire.Anchor => ({
    institution: row.institution,
    number: row.number,
    root: row.root,
    size: row.size,
    courseVersion: row.courseVersion,
    key: row.key,
    final: row.blockNumber <= final,
    recorded: recorded(row),
  });
  const finalNumber = async () => (await readCursor(deps.db))?.final.number ?? -1;

  app.get(
    "/v1/anchors",
    {
      schema: {
        tags,
        summary: "Batches that the chain holds, whichever registry anchored them",
        querystring: wire.AnchorQuery,
        response: answers(200, wire.AnchorPage, ...PAGE_CODES),
      },
    },
    async ({ query }) => {
      const final = await finalNumber();
      const { data, next } = await listAnchors(deps.db, query, query);
      return { data: data.map((row) => toAnchor(row, final)), next };
    },
  );

  app.get(
    "/v1/anchors/:institution/:number",
    {
      schema: {
        tags,
        summary: "One batch as the chain holds it",
        params: wire.AnchorPath,
        response: answers(200, wire.Anchor, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => {
      const row = await findAnchor(deps.db, params.institution, params.number);
      if (row === null) throw new PeersealError("not-found", "No anchored batch has this number.");
      return toAnchor(row, await finalNumber());
    },
  );

  app.get(
    "/v1/anchors/:institution/:number/changes",
    {
      schema: {
        tags,
        summary: "Changes of status of a batch's credentials, oldest first",
        description: "Every transaction comes whole: a page may be longer than `limit` by the rest of its last one.",
        params: wire.AnchorPath,
        querystring: wire.PlainQuery,
        response: answers(200, wire.StatusChangePage, ...PAGE_CODES),
      },
    },
    async ({ params, query }) => {
      const { data, next } = await listStatusChanges(deps.db, params.institution, params.number, query);
      return {
        data: data.map((row) => ({ action: row.action, word: row.word, mask: row.mask, recorded: recorded(row) })),
        next,
      };
    },
  );
}

function registerLists(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/versions",
    {
      schema: {
        tags: ["courses"],
        summary: "Course versions in the order of publication",
        querystring: wire.VersionQuery,
        response: answers(200, wire.VersionPage, ...PAGE_CODES),
      },
    },
    async ({ query }) => {
      const { data, next } = await listAllVersions(deps.db, query, query);
      const titleOf = await titlesOf(
        deps.db,
        data.map((row) => row.descriptorDigest),
      );
      return { data: data.map((row) => toVersion(row, titleOf)), next };
    },
  );

  app.get(
    "/v1/concerns",
    {
      schema: {
        tags: ["decisions"],
        summary: "Members' concerns about versions, in the order in which they were filed",
        querystring: wire.ConcernQuery,
        response: answers(200, wire.ConcernPage, ...PAGE_CODES),
      },
    },
    async ({ query }) => {
      const { data, next } = await listConcerns(deps.db, query, query);
      return { data: await toConcerns(deps.db, data), next };
    },
  );

  app.get(
    "/v1/concerns/:id",
    {
      schema: {
        tags: ["decisions"],
        summary: "One concern and how it went on",
        params: wire.ConcernPath,
        response: answers(200, wire.Concern, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => {
      const row = await findConcern(deps.db, params.id);
      const [concern] = row === null ? [] : await toConcerns(deps.db, [row]);
      if (concern === undefined) throw new PeersealError("not-found", `There is no concern ${params.id}.`);
      return concern;
    },
  );

  app.get(
    "/v1/seats",
    {
      schema: {
        tags: ["rounds"],
        summary: "Seats of all rounds in the order of their appointment",
        querystring: wire.SeatQuery,
        response: answers(200, wire.RoundSeatPage, ...PAGE_CODES),
      },
    },
    async ({ query }) => {
      const { data, next } = await listSeatsOf(deps.db, query, query);
      return { data: data.map((row) => ({ round: row.round, ...toSeat(row) })), next };
    },
  );
}

function registerChain(app: App, deps: HttpDeps): void {
  const tags = ["network"];
  app.get(
    "/v1/listings",
    {
      schema: {
        tags,
        summary: "Policies and rubrics that the directory listed and took off, in order",
        querystring: wire.ListingQuery,
        response: answers(200, wire.ListingPage, ...PAGE_CODES),
      },
    },
    async ({ query }) => {
      const { data, next } = await listListings(deps.db, query.kind, query);
      return {
        data: data.map((row) => ({ kind: row.kind, id: row.id, listed: row.listed, recorded: recorded(row) })),
        next,
      };
    },
  );

  app.get(
    "/v1/history",
    {
      schema: {
        tags,
        summary: "What the chain said, oldest first: the feed of /v1/events as a list",
        querystring: wire.HistoryQuery,
        response: answers(200, wire.HistoryPage, ...PAGE_CODES),
      },
    },
    async ({ query }) => {
      const { data, next } = await listHistory(deps.db, query, query);
      return { data: data.map(toFeedEvent), next };
    },
  );

  app.get(
    "/v1/blocks/:number",
    {
      schema: {
        tags,
        summary: "A block that this registry followed; others hold nothing of this network",
        params: wire.BlockPath,
        response: answers(200, wire.Block, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => {
      const [row, cursor] = await Promise.all([findBlock(deps.db, params.number), readCursor(deps.db)]);
      if (row === null) throw new PeersealError("not-found", `This registry holds no block ${params.number}.`);
      return { ...row, final: row.number <= (cursor?.final.number ?? -1) };
    },
  );
}
