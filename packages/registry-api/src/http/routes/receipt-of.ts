import { type JsonObject, type NetworkId, parseDigest, parseKeyId, parseVersionId, type Receipt } from "@peerseal/sdk";
import type { Proofs } from "../../store/proofs.js";
import type { ReceiptSource } from "../../store/receipts.js";

/**
 * The receipt of a credential; null until its batch is anchored as it was sealed. Plain members only, so that it is the
 * JSON document as well.
 */
export async function receiptOf(
  { network, proofs }: { readonly network: NetworkId; readonly proofs: Proofs },
  batch: ReceiptSource["batch"],
  row: ReceiptSource["row"],
  anchor: ReceiptSource["anchor"],
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
