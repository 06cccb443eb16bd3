import { type Correction, type Hex, type JsonObject, type NetworkId, PeersealError, type wire } from "@peerseal/sdk";
import { type BatchKey, type BatchRow, findBatch } from "../../store/batches.js";
import { type ChainAnchorRow, findAnchor } from "../../store/chain-anchors.js";
import type { Db } from "../../store/database.js";
import type { Proofs } from "../../store/proofs.js";
import { findRelay, type RelayRow } from "../../store/relays.js";
import { type RelayDeps, toRelay } from "./actions.js";
import type { Intake } from "./intake.js";
import { progressOf } from "./progress.js";
import { recorded } from "./shapes.js";

/** Issues with keys that institutions lent. */
export type Issue = (
  request: wire.IssueRequest,
  correcting?: {
    /** One for each learner. */
    readonly corrections: readonly Correction[];
    /** Written together with the new batch. */
    readonly alongside: (db: Db, batch: BatchKey) => Promise<void>;
  },
) => Promise<BatchKey>;

/** The decision on a version as an institution endorses it; null: none was taken, or it lent no key. */
export type Endorse = (version: Hex, institution: number) => Promise<JsonObject | null>;

export type BatchDeps = RelayDeps & {
  readonly endorse: Endorse;
  readonly network: NetworkId;
  readonly proofs: Proofs;
  readonly intake: Intake;
  readonly random: (length: number) => Uint8Array;
  /** @throws PeersealError `key-not-lent`, `issue-invalid`, `not-found` */
  readonly issue: Issue;
};

/** @throws PeersealError `not-found` */
export async function getBatch(db: Db, key: BatchKey): Promise<BatchRow> {
  const row = await findBatch(db, key);
  if (row === null) {
    throw new PeersealError("not-found", `Batch ${key.number} of institution ${key.institution} was not opened here.`);
  }
  return row;
}

/** @throws PeersealError `batch-state` */
export function requireState(batch: BatchRow, expected: BatchRow["state"]): void {
  if (batch.state === expected) return;
  throw new PeersealError("batch-state", `The batch is ${batch.state}, not ${expected}.`, {
    details: { expected, actual: batch.state },
  });
}

/** A batch as callers see it, of three rows by two writers. */
export async function toBatch(deps: BatchDeps, row: BatchRow): Promise<wire.Batch> {
  const [anchor, job] = await Promise.all([
    findAnchor(deps.db, row.institution, String(row.number)),
    row.relay === null ? null : findRelay(deps.db, row.relay),
  ]);
  const own = anchor !== null && anchor.root === row.root && anchor.size === row.size ? anchor : null;
  return {
    institution: row.institution,
    number: row.number,
    courseVersion: row.courseVersion,
    capacity: row.capacity,
    credentials: row.credentials,
    state: stateOf(row, own, job),
    root: row.root,
    size: row.size,
    openedAt: row.openedAt,
    closingAt: row.closingAt,
    sealedAt: row.sealedAt,
    rolling: row.rolling,
    progress: progressOf({
      acceptedAt: row.openedAt,
      sealedAt: row.sealedAt,
      job,
      recordedAt: own?.at ?? null,
    }),
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
  switch (job.state) {
    case "failed":
      return "failed";
    case "accepted":
    case "signed":
      return "queued";
    case "broadcast":
    case "mined":
      return "broadcast";
  }
}
