import { type Hex, wire } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import type { BatchKey } from "../../store/batches.js";
import { readHeadTime } from "../../store/blocks.js";
import type { Db } from "../../store/database.js";
import { addOverride, findOverride, type OverrideRow } from "../../store/overrides.js";
import { roundsOf } from "../../store/rounds.js";
import { findVersion } from "../../store/versions.js";
import { requirePrincipal } from "../access/index.js";
import type { App } from "../app.js";
import { answers } from "./answers.js";
import { type BatchDeps, getBatch } from "./batch-view.js";
import { qualityNow } from "./quality.js";

/** Why batches were issued although no decision stood: for the institution itself, not for the public. */
export function registerOverrides(app: App, { db }: Pick<BatchDeps, "db">): void {
  app.get(
    "/v1/batches/:institution/:number/override",
    {
      config: { cache: "no-store" },
      schema: {
        tags: ["batches"],
        summary: "Why a batch was issued although no review result stood",
        description:
          "As whoever issued it said in the request, with the state of the course version at that moment as this registry " +
          "had indexed it.",
        params: wire.BatchPath,
        response: answers(200, wire.BatchOverrideAnswer, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => {
      await getBatch(db, params);
      const row = await findOverride(db, params);
      return { override: row === null ? null : toOverride(row) };
    },
  );
}

/** Stores the reason of a request with its batch. Call inside the transaction that opens the batch. */
export async function noteReason(
  db: Db,
  request: FastifyRequest,
  of: BatchKey & { readonly courseVersion: Hex; readonly reason: string; readonly now: number },
): Promise<void> {
  const { institution, number, reason, courseVersion, now } = of;
  const { kind, id } = requirePrincipal(request);
  const quality = await stateOf(db, courseVersion, now);
  await addOverride(db, { institution, number, reason, quality, principalKind: kind, principal: id, at: now });
}

async function stateOf(db: Db, id: Hex, now: number): Promise<wire.Quality["state"]> {
  const version = await findVersion(db, id);
  if (version === null) return "unreviewed";
  // The chain's clock may be ahead of ours; what it recorded has happened.
  const at = Math.max(now, await readHeadTime(db));
  return (await qualityNow(db, version, await roundsOf(db, id), at)).state;
}

function toOverride({ reason, quality, principalKind: kind, principal: id, at }: OverrideRow): wire.BatchOverride {
  return { reason, quality, by: { kind, id }, at };
}
