import { createKeccak } from "hash-wasm";
import { MerkleTree } from "merkletreejs";
import type { Prepare } from "../contest.ts";
import { comparedPlaces, leavesOf } from "../leaves.ts";

/** The library at its best: fast keccak given, proofs asked with the index; padded as our leaves are. */
export const prepare: Prepare = async (n) => {
  const bytes = Buffer.from(leavesOf(n).buffer);
  const hasher = await createKeccak(256);
  const keccak = (data: Uint8Array) => Buffer.from(hasher.init().update(data).digest("binary"));
  return async () => {
    const leaves = Array.from({ length: n }, (_, i) => bytes.subarray(i * 32, (i + 1) * 32));
    for (let width = 2 ** Math.ceil(Math.log2(n)); leaves.length < width; ) leaves.push(Buffer.alloc(32));
    const tree = new MerkleTree(leaves, keccak, { sortPairs: true });
    for (let place = 0; place < n; place++) tree.getProof(leaves[place] ?? bytes, place);
    const compared = comparedPlaces(n).map((place) => tree.getHexProof(leaves[place] ?? bytes, place));
    return JSON.stringify([tree.getHexRoot(), compared]);
  };
};
