import type { Hex } from "@peerseal/sdk";
import { makeSubtreeMaker, type SubtreeMaker, siblings, subtreeNodes, treeOfBatch, upperNodes } from "./batch-tree.js";
import type { BatchRow } from "./batches.js";
import type { Db } from "./database.js";
import { findSubtrees, SUBTREE_PLACES, storeSubtrees } from "./subtrees.js";

/** The Merkle proof of a place in a sealed batch. */
export type Proofs = (batch: Pick<BatchRow, "institution" | "number" | "size">, index: number) => Promise<Hex[]>;

/** Bytes of nodes that are kept in memory: whole trees of a million credentials. */
const KEPT_BYTES = 72 * 1024 * 1024;

/**
 * Makes proofs from digests, and keeps the nodes that were needed last. What is kept cannot get stale: a sealed batch
 * never changes.
 */
export function makeProofs(db: Db, keptBytes = KEPT_BYTES): Proofs {
  const kept = new Map<string, Promise<Buffer>>();
  let held = 0;
  let maker: Promise<SubtreeMaker> | undefined;

  function remembered(name: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const known = kept.get(name);
    if (known !== undefined) {
      // The last asked for is the last to go.
      kept.delete(name);
      kept.set(name, known);
      return known;
    }
    const made = make();
    kept.set(name, made);
    made.then(
      (nodes) => {
        held += nodes.length;
        void evict(name);
      },
      () => kept.delete(name),
    );
    return made;
  }

  async function evict(newest: string): Promise<void> {
    for (const [name, nodes] of kept) {
      if (held <= keptBytes || name === newest) return;
      kept.delete(name);
      held -= (await nodes).length;
    }
  }

  return async (batch, index) => {
    maker ??= makeSubtreeMaker();
    const ready = await maker;
    const size = batch.size ?? 0;
    const name = `${batch.institution}/${batch.number}`;
    const subtree = Math.floor(index / SUBTREE_PLACES);
    const lower = await remembered(`${name}/${subtree}`, () => subtreeNodes(db, ready, batch, size, subtree));
    const proof = siblings(lower, index % SUBTREE_PLACES);
    if (size <= SUBTREE_PLACES) return proof;
    const upper = await remembered(name, async () => upperNodes(ready, await rootsOf(db, ready, batch)));
    return [...proof, ...siblings(upper, subtree)];
  };
}

/** The kept roots; a batch that was sealed before they were, gets them now. */
async function rootsOf(db: Db, maker: SubtreeMaker, batch: Parameters<Proofs>[0]): Promise<Buffer> {
  const stored = await findSubtrees(db, batch);
  if (stored !== null) return stored;
  const { roots } = await treeOfBatch(db, maker, batch);
  await storeSubtrees(db, batch, roots);
  return roots;
}
