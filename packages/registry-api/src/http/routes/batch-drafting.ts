import { setImmediate as nextTurn } from "node:timers/promises";
import {
  capacityFor,
  drawNumber,
  encodeAction,
  type Hex,
  PeersealError,
  parseNetworkId,
  parseSignedAction,
  parseVersionId,
  readVersion,
  remembering,
  wire,
} from "@peerseal/sdk";
import { createBulkProver } from "@peerseal/sdk/bulk";
import {
  type BatchRow,
  linkRelay,
  lockBatch,
  markClosing,
  openBatch,
  type PutCredential,
} from "../../store/batches.js";
import { findAnchor } from "../../store/chain-anchors.js";
import type { Db } from "../../store/database.js";
import { findRelay, orderOf } from "../../store/relays.js";
import { findVersion } from "../../store/versions.js";
import type { App } from "../app.js";
import { chainDids } from "../did-documents.js";
import { requireRelayer, takeIn } from "./actions.js";
import { answers } from "./answers.js";
import { type BatchDeps, getBatch, requireState, toBatch } from "./batch-view.js";
import { inspectCredential } from "./inspect.js";
import { requirePlausible } from "./unasked.js";

const tags = ["batches"];
/** Institutions whose kinds of credentials are remembered. */
const MOST_PROVERS = 20;
/** Room for 1,000 credentials of 16 kB. */
const PUT_LIMIT = 16 * 1024 * 1024;

/** A batch from its opening to its anchor. */
export function registerDrafting(app: App, deps: BatchDeps): void {
  const proverOf = rememberProvers();
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
        response: answers(201, wire.Batch, "batch-exists", "Credential_BatchUsed", "not-found", "relayer-missing"),
      },
    },
    async ({ body }, reply) => {
      requireRelayer(deps);
      await requireVersion(deps, body.courseVersion);
      const number = body.number ?? drawNumber(deps.random);
      await requireUnused(deps, body.institution, number);
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
        response: answers(
          200,
          wire.PutCredentialsAnswer,
          "batch-index",
          "batch-state",
          "issue-invalid",
          "not-found",
          "relayer-missing",
        ),
      },
    },
    async ({ params, body }) => {
      requireRelayer(deps);
      const batch = await getBatch(deps.db, params);
      requireState(batch, "open");
      const { chainId, directory } = parseNetworkId(deps.network);
      const proving = { loadDid: remembering(chainDids(deps)), prove: proverOf(params.institution) };
      const place = { chainId, directory, network: deps.network, ...batch, ...proving };
      // Checked outside the transaction: signatures take time, and the lock is for the state alone.
      const checked: PutCredential[] = [];
      for (const [position, credential] of body.credentials.entries()) {
        // The first take some milliseconds; between two of them others get their turn.
        await nextTurn();
        checked.push(await inspectCredential(credential, place, position));
      }
      const { institution, number } = params;
      const added = await deps.intake.put(
        institution,
        checked.map((put) => ({ number, ...put })),
      );
      return { added, batch: await toBatch(deps, await getBatch(deps.db, params)) };
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
          "the institution's signature over its root and size. Sealed before, it stays as it is; one whose anchor " +
          "failed is signed for anew where keys were lent.",
        params: wire.BatchPath,
        response: answers(202, wire.Batch, "batch-empty", "not-found", "relayer-missing"),
      },
    },
    async ({ params }, reply) => {
      requireRelayer(deps);
      await deps.db.transaction().execute(async (transaction) => {
        const batch = await lockBatch(transaction, params);
        if (!(await maySeal(transaction, batch))) return;
        if (batch.credentials === 0) throw new PeersealError("batch-empty", "The batch holds no credential.");
        await markClosing(transaction, params, deps.now());
      });
      deps.wake();
      return reply.code(202).send(await toBatch(deps, await getBatch(deps.db, params)));
    },
  );

  app.post(
    "/v1/batches/:institution/:number/anchor",
    {
      schema: {
        tags,
        summary: "Anchor a sealed batch by the institution's own signature",
        description:
          "The EIP-712 struct `Anchor` of this batch's institution, number, root, size and course version, by a key of " +
          "the institution with the purpose to issue.",
        params: wire.BatchPath,
        body: wire.AnchorRequest,
        response: answers(
          202,
          wire.Batch,
          "batch-state",
          "action-invalid",
          "relayer-missing",
          "not-found",
          "chain-unreachable",
        ),
      },
    },
    async ({ params, body }, reply) => {
      const batch = await getBatch(deps.db, params);
      requireState(batch, "sealed");
      const { institution, number, courseVersion, root, size } = batch;
      const message = { institution, number, root, size, courseVersion };
      const signed = parseSignedAction({ action: "Anchor", message, authorization: body.authorization });
      const act = { action: "Anchor", message, signer: signed.authorization.signer };
      const order = orderOf(encodeAction(deps.connection, signed), act);
      await takeIn(
        deps,
        order,
        (db) => linkRelay(db, params, order.id),
        (fault) => requirePlausible(deps.connection, signed, deps.now(), fault),
      );
      return reply.code(202).send(await toBatch(deps, await getBatch(deps.db, params)));
    },
  );
}

/** Reading the first credentials of a kind takes a hundred times as long as the next ones. */
function rememberProvers(): (institution: number) => ReturnType<typeof createBulkProver> {
  const provers = new Map<number, ReturnType<typeof createBulkProver>>();
  return (institution) => {
    const prover = provers.get(institution) ?? createBulkProver();
    provers.delete(institution);
    provers.set(institution, prover);
    for (const oldest of provers.keys()) {
      if (provers.size <= MOST_PROVERS) break;
      provers.delete(oldest);
    }
    return prover;
  };
}

/** One that is open; or one whose anchor failed, which the same content and a new signature may make good. */
async function maySeal(db: Db, { state, relay }: BatchRow): Promise<boolean> {
  if (state !== "sealed") return state === "open";
  return relay !== null && (await findRelay(db, relay))?.state === "failed";
}

/** Versions that are indexed are known without the chain. @throws PeersealError `not-found`, `chain-unreachable` */
async function requireVersion(deps: BatchDeps, courseVersion: Hex): Promise<void> {
  if ((await findVersion(deps.db, courseVersion)) !== null) return;
  const { publishedAt } = await readVersion(deps.connection, parseVersionId(courseVersion));
  if (publishedAt === 0) throw new PeersealError("not-found", `There is no course version ${courseVersion}.`);
}

/** A number that is on chain could only fail at its anchor. @throws PeersealError `Credential_BatchUsed` */
async function requireUnused(deps: BatchDeps, institution: number, number: number): Promise<void> {
  if ((await findAnchor(deps.db, institution, String(number))) === null) return;
  throw new PeersealError("Credential_BatchUsed", `Institution ${institution} has anchored batch ${number}.`, {
    details: { institution, number },
  });
}
