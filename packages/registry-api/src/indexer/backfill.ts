import type { BlockRef, Cursor } from "../store/blocks.js";
import { listPoliciesEver } from "../store/network.js";
import { type CollectDeps, requireAfter, withNewPolicies } from "./collect.js";
import { type SaveDeps, save } from "./save.js";
import type { Stretch } from "./source.js";

/** Ranges that are read while others are written. Each holds some megabytes: see `ranges`. */
const IN_FLIGHT = 2;

export type BackfillDeps = CollectDeps & SaveDeps;

export type BackfillOptions = {
  /** Ends after the range that is being written. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each range. */
  readonly onIndexed?: ((block: number, head: number) => void) | undefined;
};

type Ahead = { readonly to: number; readonly read: Promise<Stretch> };

/**
 * Takes final blocks range by range, several on their way while one is written; written in order, each in one
 * transaction with the cursor, which need not be on the disk before the next (`docs/decisions/0027`).
 *
 * @returns the newest block taken.
 * @throws ChainMoved
 */
export async function backfill(
  deps: BackfillDeps,
  stored: Cursor | null,
  start: BlockRef,
  final: BlockRef,
  options: BackfillOptions,
): Promise<BlockRef> {
  const { source, registries, db } = deps;
  let policies = await listPoliciesEver(db);
  let expected = stored;
  let head: BlockRef = start;
  let ahead: Ahead[] = [];
  const fill = (from: number): void => {
    for (let at = ahead.at(-1)?.to ?? from - 1; ahead.length < IN_FLIGHT && at < final.number; ) {
      const to = Math.min(at + source.rangeBlocks(), final.number);
      const read = source.stretch(at + 1, to, [...registries, ...policies], { isFinal: true });
      // Waited for below, or given up; in neither case may it end the process.
      read.catch(() => undefined);
      ahead.push({ to, read });
      at = to;
    }
  };
  while (head.number < final.number && options.signal?.aborted !== true) {
    fill(head.number + 1);
    const next = ahead.shift();
    if (next === undefined) break;
    const read = await next.read;
    fill(next.to + 1);
    requireAfter(head, read);
    const { stretch, policies: known } = await withNewPolicies(deps, read, policies, { isFinal: true });
    // What was read ahead lacks the new policies' decisions.
    if (known !== policies) ahead = [];
    policies = known;
    const reached = { number: stretch.head.number, hash: stretch.head.hash };
    const cursor: Cursor = { head: reached, final: reached };
    await save(deps, expected, cursor, stretch, { isRepeatable: true });
    expected = cursor;
    head = reached;
    options.onIndexed?.(head.number, final.number);
  }
  return head;
}
