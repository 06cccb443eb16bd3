import { getProof, makeMerkleTree } from "@openzeppelin/merkle-tree/dist/core.js";
import { standardNodeHash } from "@openzeppelin/merkle-tree/dist/hashes.js";
import type { Prepare } from "../contest.ts";
import { comparedPlaces, leavesOf } from "../leaves.ts";

/** The library's core functions, which leave out what its classes check; padded as our leaves are. */
export const prepare: Prepare = async (n) => {
  const bytes = Buffer.from(leavesOf(n).buffer);
  return async () => {
    const leaves = Array.from({ length: n }, (_, i) => `0x${bytes.toString("hex", i * 32, (i + 1) * 32)}`);
    for (let width = 2 ** Math.ceil(Math.log2(n)); leaves.length < width; ) leaves.push(`0x${"0".repeat(64)}`);
    const tree = makeMerkleTree(leaves, standardNodeHash);
    // Its leaves stand at the end of the array, the first one last.
    const proofOf = (place: number) => getProof(tree, tree.length - 1 - place);
    for (let place = 0; place < n; place++) proofOf(place);
    return JSON.stringify([tree[0], comparedPlaces(n).map(proofOf)]);
  };
};
