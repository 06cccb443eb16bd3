import { z } from "zod";
import { PeersealError } from "./errors.js";
import { batchIndex, batchNumber, hex32, institutionNumber, networkIdText, parseWith } from "./fields.js";
import { MAX_BATCH_SIZE, networkId, type StatusEntry } from "./ids.js";
import { checkProof } from "./proof.js";
import type { Digest, Hex, KeyId, NetworkId, VersionId } from "./types.js";

/**
 * Proof that a credential is in an anchored batch; a sidecar file beside the credential. Transaction and block are hints
 * for people: no check trusts them.
 */
export type Receipt = {
  readonly schema: "peerseal.receipt/1";
  readonly network: NetworkId;
  readonly institution: number;
  readonly number: number;
  readonly index: number;
  /** Highest index + 1. */
  readonly size: number;
  /** Digest of the secured credential. */
  readonly digest: Digest;
  readonly proof: Hex[];
  readonly root: Hex;
  readonly courseVersion: VersionId;
  /** Signer id that authorised the anchor. */
  readonly key: KeyId;
  readonly transaction?: Hex | undefined;
  readonly block?: number | undefined;
};

/** Form of a receipt; that its proof holds is for `checkProof`. */
export const ReceiptSchema = z.strictObject({
  schema: z.literal("peerseal.receipt/1"),
  network: networkIdText,
  institution: institutionNumber,
  number: batchNumber,
  index: batchIndex,
  size: z.int().min(1).max(MAX_BATCH_SIZE),
  digest: hex32<Digest>(),
  proof: z.array(hex32()).max(20),
  root: hex32(),
  courseVersion: hex32<VersionId>(),
  key: hex32<KeyId>(),
  transaction: hex32().optional(),
  block: z.int().min(0).optional(),
}) satisfies z.ZodType<Receipt>;

/**
 * Reads a receipt. It says what its issuer claims; whether that is so, the proof and the chain tell.
 *
 * @throws `receipt-invalid` with `details.issues`
 */
export function parseReceipt(value: unknown): Receipt {
  return parseWith(ReceiptSchema, value, "receipt-invalid", "Not a receipt");
}

/**
 * Checks a receipt against its credential without a chain: same digest, same place as the credential's status entry (null
 * where it has none), and a proof that holds. That the root was anchored, only the chain can tell.
 *
 * @throws `receipt-foreign` with `details.differs`, `batch-index`, `proof-mismatch`
 */
export function checkReceipt(
  receipt: Receipt,
  credential: { readonly digest: Digest; readonly entry: StatusEntry | null },
): void {
  const { digest, entry } = credential;
  const differs = [
    ...(receipt.digest === digest ? [] : ["digest"]),
    ...(entry === null || networkId(entry.chainId, entry.directory) === receipt.network ? [] : ["network"]),
    ...(["institution", "number", "index"] as const).filter((key) => entry !== null && entry[key] !== receipt[key]),
  ];
  if (differs.length > 0) {
    throw new PeersealError("receipt-foreign", `The receipt is of another credential: ${differs.join(", ")}.`, {
      details: { differs },
    });
  }
  checkProof(receipt);
}
