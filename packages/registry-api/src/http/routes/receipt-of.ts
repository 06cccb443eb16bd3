import { type JsonObject, type NetworkId, parseDigest, parseKeyId, parseVersionId, type Receipt } from "@peerseal/sdk";
import type { BatchCredentialRow, BatchRow } from "../../store/batches.js";
import type { ChainAnchorRow } from "../../store/chain-anchors.js";
import type { Proofs } from "../../store/proofs.js";

/**
 * The receipt of a credential; null until its batch is anchored as it was sealed. Plain members only, so that it is the
 * JSON document as well.
 */
export async function receiptOf(
  { network, proofs }: { readonly network: NetworkId; readonly proofs: Proofs },
  batch: BatchRow,
  row: Pick<BatchCredentialRow, "institution" | "number" | "index" | "digest">,
  anchor: ChainAnchorRow | null,
): Promise<(Receipt & JsonObject) | null> {
  if (batch.root === null || anchor === null || anchor.root !== batch.root || anchor.size !== batch.size) return null;
  return {
    schema: "peerseal.receipt/1",
    network,
    institution: row.institution,
    number: row.number,
    index: row.index,
    size: anchor.size,
    digest: parseDigest(row.digest),
    proof: await proofs(batch, row.index),
    root: anchor.root,
    courseVersion: parseVersionId(anchor.courseVersion),
    key: parseKeyId(anchor.key),
    transaction: anchor.transactionHash,
    block: anchor.blockNumber,
  };
}
