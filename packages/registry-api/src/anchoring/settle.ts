import { dueToSettle, markDropped, markFinal, markUnrecorded, unsettledSenders } from "../store/relay-blocks.js";
import type { RelayRow } from "../store/relays.js";
import { conclude, finalBlock, mark, sendingAs, signedOf, spentNonces } from "./conclude.js";
import type { SendingDeps } from "./deps.js";
import { recordOf } from "./outcome.js";

const MOST_AT_ONCE = 100;

/**
 * Takes back what a reorganisation dropped: those orders are signed and in no block again, whatever they had come to.
 *
 * @throws PeersealError `chain-unreachable`, `lease-lost`
 */
export async function takeBack(deps: SendingDeps): Promise<void> {
  const spent = spentNonces(deps);
  for (const { sender, highest } of await unsettledSenders(deps.db)) {
    // Others' transactions have no nonce of ours.
    if (sender === null || highest === null) continue;
    const from = await spent(sender);
    const its = from > highest ? null : await sendingAs(deps, sender);
    if (its === null) continue;
    await deps.reached("relay-dropped");
    await mark(its, (db) => markDropped(db, its.fence.chainId, sender, from));
  }
}

/**
 * Looks once more at orders whose block is final, and marks them so.
 *
 * @throws as `takeBack`
 */
export async function settle(deps: SendingDeps): Promise<void> {
  const final = await finalBlock(deps);
  for (const relay of await dueToSettle(deps.db, final, MOST_AT_ONCE)) {
    const [signed] = signedOf(relay);
    if (signed === undefined) {
      await confirm(deps, relay, final);
      continue;
    }
    const its = await sendingAs(deps, signed.sent.sender);
    const mined = its === null ? null : await conclude(its, signed);
    if (its === null || mined === null || mined.block > final) continue;
    await deps.reached("relay-final");
    await mark(its, (db) => markFinal(db, { id: relay.id, hash: mined.hash }, deps.now()));
  }
}

/** What others' transactions recorded stays so only as long as their blocks do. */
async function confirm(deps: SendingDeps, relay: RelayRow, final: number): Promise<void> {
  const { id, hash, minedBlock } = relay;
  const isThere = (await recordOf(deps, relay)) !== null;
  if (isThere && (minedBlock === null || minedBlock > final)) return;
  await mark(deps, (db) => (isThere ? markFinal(db, { id, hash }, deps.now()) : markUnrecorded(db, id)));
}
