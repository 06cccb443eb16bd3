import {
  type ActionMessage,
  accountSigner,
  buildBatch,
  commitment,
  encodeAction,
  type Hex,
  type KeyId,
  type NetworkConnection,
  parseDigest,
  parseVersionId,
  signAction,
  signerId,
} from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { type BatchRow, claimClosing, credentialsOf, linkRelay, storeSeal } from "../store/batches.js";
import { acceptRelay, orderOf } from "../store/relays.js";
import type { Tables } from "../store/tables.js";
import type { LentKeys } from "./keystore.js";

export type SealDeps = {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  readonly lent: ReadonlyMap<number, LentKeys>;
  /** Unix seconds. */
  readonly now: () => number;
};

/** How long an anchor that the registry signs itself may wait for its block. */
const ANCHOR_SECONDS = 30 * 86_400;

/**
 * Seals the oldest closing batch: builds root and proofs and stores both in one transaction, together with the order to
 * anchor it where the institution lent its key. A crash before the commit leaves the batch closing, and the same code
 * runs again with the same result.
 *
 * @returns false when there is nothing to do.
 */
export async function sealNext(deps: SealDeps): Promise<boolean> {
  return deps.db.transaction().execute(async (transaction) => {
    const batch = await claimClosing(transaction);
    if (batch === null) return false;
    const entries = (await credentialsOf(transaction, batch)).map(({ index, digest }) => ({
      index,
      digest: parseDigest(digest),
    }));
    const { root, size, proof } = buildBatch(entries);
    const proofs = entries.map(({ index }) => ({ index, proof: proof(index) }));
    await storeSeal(transaction, batch, { root, size, proofs }, deps.now());
    const keys = deps.lent.get(batch.institution);
    if (keys !== undefined) {
      const message = anchorMessage(batch, root, size);
      const signed = await signAction(accountSigner(keys.anchor), deps.connection, "Anchor", message, {
        deadline: deps.now() + ANCHOR_SECONDS,
      });
      const order = orderOf(encodeAction(deps.connection, signed), {
        action: "Anchor",
        message: signed.message,
        signer: signed.authorization.signer,
      });
      await acceptRelay(transaction, order, deps.now());
      await linkRelay(transaction, batch, order.id);
    }
    return true;
  });
}

/** What an institution signs to anchor a sealed batch. */
export function anchorMessage(
  batch: Pick<BatchRow, "institution" | "number" | "courseVersion">,
  root: Hex,
  size: number,
): ActionMessage<"Anchor"> {
  const { institution, number, courseVersion } = batch;
  return { institution, number, root, size, courseVersion };
}

/** Low 216 bits of the word that a sealed batch has on chain when `signer` authorised its anchor. */
export function commitmentOf(batch: BatchRow, signer: Hex): bigint | null {
  if (batch.root === null || batch.size === null) return null;
  const key: KeyId = signerId(signer);
  return commitment({ root: batch.root, size: batch.size, courseVersion: parseVersionId(batch.courseVersion), key });
}
