import { accountSigner, encodeAction, STATUS_ACTIONS, signAction, statusWords } from "@peerseal/sdk";
import { type CorrectionRow, dueCorrection, removeCorrection } from "../store/corrections.js";
import { acceptRelay, orderOf, type RelayOrder } from "../store/relays.js";
import type { LentKeys } from "./keystore.js";
import { ANCHOR_SECONDS, laterClock, type SealDeps } from "./seal.js";

/** Credentials whose status one act changes: as many words of bitmaps as they may be in, within a block's gas. */
const MOST_AT_ONCE = 200;

/**
 * Replaces the old credentials of a correction once the chain holds the batch of the new ones: never before, else a fault
 * would leave learners with nothing. Orders and the end of the correction are stored together; a crash before leaves it
 * due, and the same code orders the same.
 *
 * @returns false when there is nothing to do.
 */
export async function replaceNext(deps: SealDeps): Promise<boolean> {
  const { db, lent, now } = deps;
  const due = await dueCorrection(db, [...lent.keys()]);
  const keys = due === null ? undefined : lent.get(due.institution);
  if (due === null || keys === undefined) return false;
  const orders = await replacements(deps, due, keys);
  await db.transaction().execute(async (transaction) => {
    if (!(await removeCorrection(transaction, due))) return;
    for (const order of orders) await acceptRelay(transaction, order, now());
  });
  return true;
}

async function replacements(deps: SealDeps, due: CorrectionRow, keys: LentKeys): Promise<readonly RelayOrder[]> {
  const { connection } = deps;
  const deadline = (await laterClock(deps)) + ANCHOR_SECONDS;
  const indexes = [...due.replacedIndexes].sort((a, b) => a - b);
  const orders: RelayOrder[] = [];
  for (let from = 0; from < indexes.length; from += MOST_AT_ONCE) {
    const message = {
      institution: due.institution,
      number: due.replacedNumber,
      action: STATUS_ACTIONS.indexOf("replace"),
      ...statusWords(indexes.slice(from, from + MOST_AT_ONCE)),
      // Only what can be undone is bound to an order.
      nonce: "0",
    };
    const signed = await signAction(accountSigner(keys.anchor), connection, "SetStatus", message, { deadline });
    const { signer } = signed.authorization;
    orders.push(orderOf(encodeAction(connection, signed), { action: "SetStatus", message: signed.message, signer }));
  }
  return orders;
}
