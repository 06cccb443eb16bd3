import {
  type ActionMessage,
  accountSigner,
  encodeAction,
  type Hex,
  type NetworkConnection,
  PeersealError,
  signAction,
} from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { type BatchTree, makeSubtreeMaker, treeOfBatch } from "../store/batch-tree.js";
import { type BatchRow, linkRelay, lockBatch, nextClosing, storeSeal } from "../store/batches.js";
import { acceptRelay, orderOf, type RelayOrder } from "../store/relays.js";
import { closeRolling, dueRolling } from "../store/rolling.js";
import { storeSubtrees } from "../store/subtrees.js";
import type { Tables } from "../store/tables.js";
import type { RelayerDeps } from "./deps.js";
import type { LentKeys } from "./keystore.js";

export type SealDeps = Pick<RelayerDeps, "now" | "reached"> & {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  readonly lent: ReadonlyMap<number, LentKeys>;
};

/** How long an act that the registry signs itself may wait for its block. */
export const ANCHOR_SECONDS = 30 * 86_400;

/**
 * Seals the oldest closing batch: builds root and proofs, then stores both in one transaction, together with the order
 * to anchor it where the institution lent its key. A closing batch takes no more credentials, so that a crash before the
 * commit leaves it closing and the same code gets the same root; another worker that was faster got it too.
 *
 * @returns false when there is nothing to do.
 */
export async function sealNext(deps: SealDeps): Promise<boolean> {
  const { db, now } = deps;
  const batch = await nextClosing(db);
  if (batch === null) return false;
  const tree = await treeOfBatch(db, await makeSubtreeMaker(), batch);
  const order = await anchorOrder(deps, batch, tree);
  await deps.reached("seal-built");
  await db.transaction().execute(async (transaction) => {
    if ((await lockBatch(transaction, batch)).state !== "closing") return;
    await storeSeal(transaction, batch, tree, now());
    await storeSubtrees(transaction, batch, tree.roots);
    if (order === null) return;
    await acceptRelay(transaction, order, now());
    await linkRelay(transaction, batch, order.id);
  });
  await deps.reached("seal-stored");
  return true;
}

/**
 * Closes the rolling batches that are full or old enough; sealing them is next. Every registry does so, each batch is
 * closed once, and a crash in between leaves it open, still due.
 */
export async function closeDueRolling(deps: Pick<SealDeps, "db" | "now" | "reached">): Promise<void> {
  const { db, now } = deps;
  for (const key of await dueRolling(db, now())) {
    await deps.reached("rolling-due");
    await closeRolling(db, key, now());
    await deps.reached("rolling-closed");
  }
}

/** The order to anchor a batch with a lent key; null: the institution lent none. */
async function anchorOrder(deps: SealDeps, batch: BatchRow, { root, size }: BatchTree): Promise<RelayOrder | null> {
  const keys = deps.lent.get(batch.institution);
  if (keys === undefined) return null;
  const message = anchorMessage(batch, root, size);
  const signed = await signAction(accountSigner(keys.anchor), deps.connection, "Anchor", message, {
    deadline: (await laterClock(deps)) + ANCHOR_SECONDS,
  });
  const { signer } = signed.authorization;
  return orderOf(encodeAction(deps.connection, signed), { action: "Anchor", message: signed.message, signer });
}

/** The chain counts by its own time, which is ahead of a clock that was set back. While it is away, ours must do. */
export async function laterClock({ connection, now }: Pick<SealDeps, "connection" | "now">): Promise<number> {
  try {
    return Math.max(now(), (await connection.block("latest")).time);
  } catch (error) {
    if (error instanceof PeersealError && error.code === "chain-unreachable") return now();
    throw error;
  }
}

/** What an institution signs to anchor a sealed batch. */
function anchorMessage(batch: BatchRow, root: Hex, size: number): ActionMessage<"Anchor"> {
  const { institution, number, courseVersion } = batch;
  return { institution, number, root, size, courseVersion };
}
