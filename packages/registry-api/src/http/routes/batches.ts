import {
  capacityFor,
  drawNumber,
  encodeAction,
  type Hex,
  type JsonObject,
  type NetworkId,
  PeersealError,
  parseJson,
  parseNetworkId,
  parseSignedAction,
  parseVersionId,
  readVersion,
  wire,
} from "@peerseal/sdk";
import {
  type BatchCredentialRow,
  type BatchKey,
  type BatchRow,
  countCredentials,
  deleteBodies,
  deliverable,
  findBatch,
  linkRelay,
  listBatches,
  lockBatch,
  markClosing,
  openBatch,
  type PutCredential,
  putCredentials,
} from "../../store/batches.js";
import { type ChainAnchorRow, findAnchor } from "../../store/chain-anchors.js";
import type { Db } from "../../store/database.js";
import { findRelay, orderOf, type RelayRow } from "../../store/relays.js";
import type { App, RouteModule } from "../app.js";
import { type RelayDeps, takeIn, toRelay } from "./actions.js";
import { answers } from "./answers.js";
import { inspectCredential } from "./inspect.js";
import { receiptOf } from "./receipt-of.js";
import { recorded } from "./shapes.js";

const tags = ["batches"];
/** Room for 1,000 credentials of 16 kB. */
const PUT_LIMIT = 16 * 1024 * 1024;

/** Issues with keys that institutions lent; null: this registry holds none. */
export type Issue = (request: wire.IssueRequest) => Promise<BatchKey>;

export type BatchDeps = RelayDeps & {
  readonly network: NetworkId;
  readonly random: (length: number) => Uint8Array;
  /** @throws PeersealError `key-not-lent`, `issue-invalid`, `not-found` */
  readonly issue: Issue;
};

/** Routes of batches: open, put, seal, anchor; or all of it at once. */
export function batchRoutes(deps: BatchDeps): RouteModule {
  return (app) => {
    registerDrafting(app, deps);
    registerReading(app, deps);
    registerIssuing(app, deps);
  };
}

function registerDrafting(app: App, deps: BatchDeps): void {
  app.post(
    "/v1/batches",
    {
      schema: {
        tags,
        summary: "Open a batch",
        description:
          "A batch has its number before any credential is signed, so that each credential can name its status entry. " +
          "Draw each credential's index at random among the unused below `capacity`.",
        body: wire.OpenBatchRequest,
        response: answers(201, wire.Batch, "batch-exists", "not-found", "database-unreachable"),
      },
    },
    async ({ body }, reply) => {
      await requireVersion(deps, body.courseVersion);
      const number = body.number ?? drawNumber(deps.random);
      const capacity = capacityFor(body.learners);
      const { institution, courseVersion } = body;
      const row = await openBatch(deps.db, { institution, number, courseVersion, capacity }, deps.now());
      return reply.code(201).send(await toBatch(deps, row));
    },
  );

  app.post(
    "/v1/batches/:institution/:number/credentials",
    {
      bodyLimit: PUT_LIMIT,
      config: { json: "any" },
      schema: {
        tags,
        summary: "Put signed credentials into an open batch",
        description:
          "Each is checked: its form, its signatures, that it names this batch, its version and a free index.",
        params: wire.BatchPath,
        body: wire.PutCredentialsRequest,
        response: answers(200, wire.PutCredentialsAnswer, "batch-index", "batch-state", "not-found"),
      },
    },
    async ({ params, body }) => {
      const batch = await require(deps.db, params);
      const { chainId, directory } = parseNetworkId(deps.network);
      const place = { chainId, directory, network: deps.network, ...batch };
      // Checked outside the transaction: signatures take time, and the lock is for the state alone.
      const checked: PutCredential[] = [];
      for (const credential of body.credentials) checked.push(await inspectCredential(credential, place));
      const added = await deps.db.transaction().execute(async (transaction) => {
        const locked = await lockBatch(transaction, params);
        requireState(locked, "open");
        return putCredentials(transaction, params, checked, deps.now());
      });
      return { added, batch: await toBatch(deps, await require(deps.db, params)) };
    },
  );

  app.post(
    "/v1/batches/:institution/:number/seal",
    {
      schema: {
        tags,
        summary: "Seal a batch",
        description:
          "Answers 202: root and proofs follow. With lent keys the anchor follows as well; otherwise the batch awaits " +
          "the institution's signature over its root and size.",
        params: wire.BatchPath,
        response: answers(202, wire.Batch, "batch-empty", "batch-state", "not-found"),
      },
    },
    async ({ params }, reply) => {
      await deps.db.transaction().execute(async (transaction) => {
        const batch = await lockBatch(transaction, params);
        if (batch.state !== "open") return;
        if ((await countCredentials(transaction, params)) === 0) {
          throw new PeersealError("batch-empty", "The batch holds no credential.");
        }
        await markClosing(transaction, params, deps.now());
      });
      deps.wake();
      return reply.code(202).send(await toBatch(deps, await require(deps.db, params)));
    },
  );

  app.post(
    "/v1/batches/:institution/:number/anchor",
    {
      schema: {
        tags,
        summary: "Anchor a sealed batch by the institution's own signature",
        params: wire.BatchPath,
        body: wire.AnchorRequest,
        response: answers(202, wire.Batch, "batch-state", "action-invalid", "relayer-missing", "not-found"),
      },
    },
    async ({ params, body }, reply) => {
      const batch = await require(deps.db, params);
      const { institution, number, courseVersion, root, size } = batch;
      if (root === null || size === null) throw stateFault(batch, "sealed");
      const message = { institution, number, root, size, courseVersion };
      const signed = parseSignedAction({ action: "Anchor", message, authorization: body.authorization });
      const act = { action: "Anchor", message, signer: signed.authorization.signer };
      const order = orderOf(encodeAction(deps.connection, signed), act);
      await takeIn(deps, order);
      await linkRelay(deps.db, params, order.id);
      return reply.code(202).send(await toBatch(deps, await require(deps.db, params)));
    },
  );
}

function registerReading(app: App, deps: BatchDeps): void {
  app.get(
    "/v1/batches",
    {
      schema: {
        tags,
        summary: "Batches of this registry, in the order in which they were opened",
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
    async ({ params }) => toBatch(deps, await require(deps.db, params)),
  );

  app.get(
    "/v1/batches/:institution/:number/credentials",
    {
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
      const batch = await require(deps.db, params);
      const anchor = await findAnchor(deps.db, params.institution, String(params.number));
      const { data, next } = await deliverable(deps.db, params, query);
      return { data: data.flatMap((row) => bundleOf(deps.network, batch, row, anchor)), next };
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
      await require(deps.db, params);
      return { deleted: await deleteBodies(deps.db, params) };
    },
  );
}

function registerIssuing(app: App, deps: BatchDeps): void {
  app.post(
    "/v1/batches/issue",
    {
      schema: {
        tags,
        summary: "Issue and anchor credentials for a list of learners",
        description:
          "Opens a batch, signs the credentials with the keys that the institution lent to this registry, seals and " +
          "anchors. Of a learner only a salted hash of the identifier is kept, inside the credential.",
        body: wire.IssueRequest,
        response: answers(202, wire.Batch, "issue-invalid", "key-not-lent", "not-found", "relayer-missing"),
      },
    },
    async ({ body }, reply) => {
      if (!deps.canRelay) throw new PeersealError("relayer-missing", "This registry is read-only.");
      const key = await deps.issue(body);
      deps.wake();
      return reply.code(202).send(await toBatch(deps, await require(deps.db, key)));
    },
  );
}

async function require(db: Db, key: BatchKey): Promise<BatchRow> {
  const row = await findBatch(db, key);
  if (row === null) {
    throw new PeersealError("not-found", `Batch ${key.number} of institution ${key.institution} was not opened here.`);
  }
  return row;
}

async function requireVersion(deps: BatchDeps, courseVersion: Hex): Promise<void> {
  const { publishedAt } = await readVersion(deps.connection, parseVersionId(courseVersion));
  if (publishedAt === 0) throw new PeersealError("not-found", `There is no course version ${courseVersion}.`);
}

function requireState(batch: BatchRow, expected: BatchRow["state"]): void {
  if (batch.state !== expected) throw stateFault(batch, expected);
}

function stateFault(batch: BatchRow, expected: BatchRow["state"]): PeersealError {
  return new PeersealError("batch-state", `The batch is ${batch.state}, not ${expected}.`, {
    details: { expected, actual: batch.state },
  });
}

function bundleOf(
  network: NetworkId,
  batch: BatchRow,
  row: BatchCredentialRow,
  anchor: ChainAnchorRow | null,
): JsonObject[] {
  if (row.credential === null) return [];
  const credential = parseJson(row.credential) as JsonObject;
  return [{ schema: "peerseal.bundle/1", credential, receipt: receiptOf(network, batch, row, anchor) }];
}

async function toBatch(deps: BatchDeps, row: BatchRow): Promise<wire.Batch> {
  const [anchor, job, credentials] = await Promise.all([
    findAnchor(deps.db, row.institution, String(row.number)),
    row.relay === null ? null : findRelay(deps.db, row.relay),
    countCredentials(deps.db, row),
  ]);
  const own = anchor !== null && anchor.root === row.root && anchor.size === row.size ? anchor : null;
  return {
    institution: row.institution,
    number: row.number,
    courseVersion: row.courseVersion,
    capacity: row.capacity,
    credentials,
    state: stateOf(row, own, job),
    root: row.root,
    size: row.size,
    openedAt: row.openedAt,
    closingAt: row.closingAt,
    sealedAt: row.sealedAt,
    anchor: own === null ? null : { key: own.key, recorded: recorded(own) },
    job: job === null ? null : toRelay(job, deps.indexed()),
    href: `/v1/batches/${row.institution}/${row.number}`,
  };
}

/** The worker knows what it sent, the indexer what the chain holds; only the second makes a batch anchored. */
function stateOf(row: BatchRow, anchor: ChainAnchorRow | null, job: RelayRow | null): wire.Batch["state"] {
  if (row.state === "open") return "open";
  if (row.state === "closing") return "sealing";
  if (anchor !== null) return "anchored";
  if (job === null) return "awaiting-authorization";
  if (job.state === "failed") return "failed";
  return job.state === "accepted" ? "queued" : "broadcast";
}
