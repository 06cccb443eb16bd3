import type { wire } from "@peerseal/sdk";
import type { RelayRow } from "../../store/relays.js";

type Known = {
  readonly acceptedAt: number;
  readonly sealedAt: number | null;
  /** The order that anchors it; null: none yet. */
  readonly job: RelayRow | null;
  /** Time of the block in which the chain holds it, as indexed; null: it does not yet. */
  readonly recordedAt: number | null;
};

/** How far something has come. The worker knows what it sent, the indexer what the chain holds. */
export function progressOf({ acceptedAt, sealedAt, job, recordedAt }: Known): wire.Progress {
  return {
    stage: stageOf(sealedAt, job, recordedAt),
    acceptedAt,
    sealedAt,
    signedAt: job?.signedAt ?? null,
    broadcastAt: job?.broadcastAt ?? null,
    minedAt: job?.minedAt ?? recordedAt,
    finalAt: job?.finalAt ?? null,
    failedAt: recordedAt === null ? (job?.failedAt ?? null) : null,
  };
}

function stageOf(sealedAt: number | null, job: RelayRow | null, recordedAt: number | null): wire.Stage {
  if (recordedAt !== null) return job?.finalAt == null ? "recorded" : "final";
  if (job === null || job.state === "accepted") return sealedAt === null ? "accepted" : "sealed";
  return job.state;
}
