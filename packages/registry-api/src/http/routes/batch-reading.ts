import { type JsonObject, parseJson, wire } from "@peerseal/sdk";
import { type BatchCredentialRow, type BatchRow, deleteBodies, deliverable, listBatches } from "../../store/batches.js";
import { type ChainAnchorRow, findAnchor } from "../../store/chain-anchors.js";
import type { App } from "../app.js";
import { answers } from "./answers.js";
import { type BatchDeps, getBatch, toBatch } from "./batch-view.js";
import { receiptOf } from "./receipt-of.js";

const tags = ["batches"];

/** What became of batches, and their credentials while they are being delivered. */
export function registerReading(app: App, deps: BatchDeps): void {
  app.get(
    "/v1/batches",
    {
      schema: {
        tags,
        summary: "Batches of this registry, in the order in which they were opened unless asked otherwise",
        querystring: wire.BatchQuery,
        response: answers(200, wire.BatchPage, "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ query }) => {
      const { data, next } = await listBatches(deps.db, query, query);
      return { data: await Promise.all(data.map((row) => toBatch(deps, row))), next };
    },
  );

  app.get(
    "/v1/batches/:institution/:number",
    {
      schema: {
        tags,
        summary: "One batch and how far it has come",
        params: wire.BatchPath,
        response: answers(200, wire.Batch, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => toBatch(deps, await getBatch(deps.db, params)),
  );

  app.get(
    "/v1/batches/:institution/:number/credentials",
    {
      config: { cache: "no-store" },
      schema: {
        tags,
        summary: "Credentials of a batch as bundles, for delivery",
        description: "Only while they are being delivered: afterwards delete them, and only digests and proofs stay.",
        params: wire.BatchPath,
        querystring: wire.BundleQuery,
        response: answers(200, wire.BundlePage, "not-found", "cursor-invalid"),
      },
    },
    async ({ params, query }) => {
      const batch = await getBatch(deps.db, params);
      const anchor = await findAnchor(deps.db, params.institution, String(params.number));
      const { data, next } = await deliverable(deps.db, params, query);
      const endorsement =
        query.with === "endorsement" ? await deps.endorse(batch.courseVersion, batch.institution) : null;
      const bundles = (await Promise.all(data.map((row) => bundleOf(deps, batch, row, anchor)))).flat();
      return { data: bundles.map((bundle) => ({ ...bundle, ...(endorsement === null ? {} : { endorsement }) })), next };
    },
  );

  app.delete(
    "/v1/batches/:institution/:number/credentials",
    {
      schema: {
        tags,
        summary: "Delete the credentials' texts after delivery",
        params: wire.BatchPath,
        response: answers(200, wire.DeletedBodies, "not-found"),
      },
    },
    async ({ params }) => {
      await getBatch(deps.db, params);
      return { deleted: await deleteBodies(deps.db, params) };
    },
  );
}

async function bundleOf(
  deps: BatchDeps,
  batch: BatchRow,
  row: BatchCredentialRow,
  anchor: ChainAnchorRow | null,
): Promise<JsonObject[]> {
  if (row.credential === null) return [];
  const credential = parseJson(row.credential) as JsonObject;
  return [{ schema: "peerseal.bundle/1", credential, receipt: await receiptOf(deps, batch, row, anchor) }];
}
