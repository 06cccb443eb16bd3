import {
  type Correction,
  correctionOf,
  type JsonObject,
  PeersealError,
  parseJson,
  parseNetworkId,
  statusEntryId,
  wire,
} from "@peerseal/sdk";
import { type BatchRow, credentialAt } from "../../store/batches.js";
import { findAnchor, statusOf } from "../../store/chain-anchors.js";
import { addCorrection, beingReplaced } from "../../store/corrections.js";
import type { App } from "../app.js";
import { onceOf } from "../idempotency.js";
import { requireRelayer } from "./actions.js";
import { answers } from "./answers.js";
import { type BatchDeps, batchMade, getBatch, toBatch } from "./batch-view.js";

type Wanted = wire.CorrectionRequest["corrections"][number];

/** Re-issuing of credentials that were wrong. */
export function registerCorrecting(app: App, deps: BatchDeps): void {
  app.post(
    "/v1/batches/:institution/:number/corrections",
    {
      schema: {
        tags: ["batches"],
        summary: "Re-issue credentials of an anchored batch, corrected",
        description:
          "Issues a new batch with the keys that the institution lent to this registry. Each new credential points to the " +
          "old one; once the chain holds the new batch, the old ones are marked `replaced`. Neither the old files nor the " +
          "chain lead to the new ones. Answers with the new batch.",
        params: wire.BatchPath,
        body: wire.CorrectionRequest,
        response: answers(
          202,
          wire.Batch,
          "issue-invalid",
          "batch-state",
          "batch-index",
          "key-not-lent",
          "Credential_MayNotIssue",
          "not-found",
          "relayer-missing",
        ),
      },
    },
    async (request, reply) => {
      requireRelayer(deps);
      const { params, body } = request;
      const once = onceOf(request);
      const reissued = batchMade(once.found);
      if (reissued !== null) return reply.code(202).send(await toBatch(deps, await getBatch(deps.db, reissued)));
      const batch = await getBatch(deps.db, params);
      const { corrections: wanted, reason, ...terms } = body;
      await requireCorrectable(deps, batch, wanted);
      const corrections: Correction[] = [];
      for (const one of wanted) corrections.push({ ...(await oldOf(deps, batch, one)), ...(reason && { reason }) });
      const { institution, number, courseVersion } = batch;
      const wished = { ...terms, courseVersion, institution, learners: wanted.map(({ learner }) => learner) };
      const key = await deps.issue(wished, {
        corrections,
        alongside: async (db, made) => {
          await addCorrection(db, made, { number, indexes: wanted.map(({ index }) => index) });
          await once.bind(db, made);
        },
      });
      deps.wake();
      return reply.code(202).send(await toBatch(deps, await getBatch(deps.db, key)));
    },
  );
}

/** What is not on chain can still be put anew; what was ended for good has no successor. */
async function requireCorrectable(deps: BatchDeps, batch: BatchRow, wanted: readonly Wanted[]): Promise<void> {
  const { institution, number } = batch;
  if ((await findAnchor(deps.db, institution, String(number))) === null) {
    throw new PeersealError("batch-state", "Only credentials of an anchored batch are corrected.", {
      details: { expected: "anchored", actual: batch.state },
    });
  }
  const indexes = wanted.map(({ index }) => index);
  if (new Set(indexes).size !== indexes.length) {
    throw new PeersealError("issue-invalid", "A credential is corrected twice.", { details: { indexes } });
  }
  const taken = await beingReplaced(deps.db, institution, number);
  for (const index of indexes) {
    const { status } = await statusOf(deps.db, institution, String(number), index);
    if (status === "active" || status === "suspended") {
      if (!taken.has(index)) continue;
    }
    throw new PeersealError("issue-invalid", `The credential at ${index} is not in force any more.`, {
      details: { index, status: taken.has(index) ? "replaced" : status },
    });
  }
}

async function oldOf(deps: BatchDeps, batch: BatchRow, { index, credential }: Wanted): Promise<Correction> {
  const { institution, number } = batch;
  const row = await credentialAt(deps.db, batch, index);
  if (row === null) {
    throw new PeersealError("batch-index", `The batch holds no credential at ${index}.`, { details: { index } });
  }
  const stored = row.credential === null ? null : correctionOf(objectOf(parseJson(row.credential)));
  const id = stored?.credential ?? credential;
  if (id === undefined) {
    throw new PeersealError("issue-invalid", "The old credential's text is not kept here: give its `id`.", {
      details: { index },
    });
  }
  if (credential !== undefined && credential !== id) {
    throw new PeersealError("issue-invalid", `Another credential stands at ${index}.`, { details: { index } });
  }
  return {
    credential: id,
    statusEntry: statusEntryId({ ...parseNetworkId(deps.network), institution, number, index }),
  };
}

function objectOf(value: unknown): JsonObject {
  // What the batch took was an object.
  return value as JsonObject;
}
