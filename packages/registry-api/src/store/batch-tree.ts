import { capacityFor, type Hex, PeersealError } from "@peerseal/sdk";
import { createFlatLeaves, createLeafWriter, type FlatLeaves, NODE_BYTES, type WriteLeaf } from "@peerseal/sdk/tree";
import type { BatchKey } from "./batches.js";
import type { Db } from "./database.js";
import { highestIndex, leavesBetween, SUBTREE_PLACES } from "./subtrees.js";

/*
 * A batch's tree from its digests alone. A tree of more than 256 places is cut into subtrees: their roots are kept, and
 * whatever stands below one of them is made anew from its digests when a receipt is asked for.
 */

/** Makes the trees of subtrees, one after another, in one room. */
export type SubtreeMaker = {
  readonly room: FlatLeaves;
  readonly writeLeaf: WriteLeaf;
  /** Root of a subtree without any credential. */
  readonly emptyRoot: Buffer;
};

export async function makeSubtreeMaker(): Promise<SubtreeMaker> {
  const [room, writeLeaf] = await Promise.all([createFlatLeaves(SUBTREE_PLACES), createLeafWriter()]);
  room.leaves.fill(0);
  const nodes = room.build(SUBTREE_PLACES).nodes();
  return { room, writeLeaf, emptyRoot: Buffer.from(nodes.subarray(-NODE_BYTES)) };
}

/** Places of each subtree of a batch of this size. */
export function subtreePlaces(size: number): number {
  return Math.min(SUBTREE_PLACES, capacityFor(size));
}

/** Every node of one subtree, the leaves first and the root last: a copy. */
export async function subtreeNodes(
  db: Db,
  { room, writeLeaf }: SubtreeMaker,
  key: BatchKey,
  size: number,
  subtree: number,
): Promise<Buffer> {
  const from = subtree * SUBTREE_PLACES;
  const found = await leavesBetween(db, key, from, Math.min(from + SUBTREE_PLACES, size));
  // Nothing waits from here on: the room is shared.
  room.leaves.fill(0);
  for (const { index, digest } of found) writeLeaf(index, digest, room.leaves, (index - from) * NODE_BYTES);
  return Buffer.from(room.build(subtreePlaces(size)).nodes());
}

/** Every node above the subtrees, their roots first and the batch's root last. */
export async function upperNodes({ emptyRoot }: Pick<SubtreeMaker, "emptyRoot">, roots: Uint8Array): Promise<Buffer> {
  const count = roots.length / NODE_BYTES;
  const width = capacityFor(count);
  const room = await createFlatLeaves(width);
  room.leaves.set(roots);
  for (let place = count; place < width; place++) room.leaves.set(emptyRoot, place * NODE_BYTES);
  return Buffer.from(room.build(width).nodes());
}

/** Root, size and roots of the subtrees of what a batch holds now. */
export type BatchTree = { readonly root: Hex; readonly size: number; readonly roots: Buffer };

/** @throws PeersealError `batch-empty` */
export async function treeOfBatch(db: Db, maker: SubtreeMaker, key: BatchKey): Promise<BatchTree> {
  const highest = await highestIndex(db, key);
  if (highest === null) throw new PeersealError("batch-empty", "The batch holds no credential.");
  const size = highest + 1;
  const roots: Buffer[] = [];
  for (let subtree = 0; subtree * SUBTREE_PLACES < size; subtree++) {
    const nodes = await subtreeNodes(db, maker, key, size, subtree);
    roots.push(nodes.subarray(-NODE_BYTES));
  }
  const joined = Buffer.concat(roots);
  const nodes = await upperNodes(maker, joined);
  return { root: hexAt(nodes, nodes.length - NODE_BYTES), size, roots: joined };
}

/** Siblings of a place from the leaf upwards, out of nodes as a flat tree holds them. */
export function siblings(nodes: Buffer, place: number): Hex[] {
  const found: Hex[] = [];
  let below = 0;
  let at = place;
  for (let count = (nodes.length / NODE_BYTES + 1) / 2; count > 1; count /= 2) {
    found.push(hexAt(nodes, (below + (at ^ 1)) * NODE_BYTES));
    below += count;
    at >>= 1;
  }
  return found;
}

function hexAt(nodes: Buffer, at: number): Hex {
  return `0x${nodes.toString("hex", at, at + NODE_BYTES)}`;
}
