import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { type BatchEntry, buildBatch, digestOf, type Hex, leafHash } from "@peerseal/sdk";
import keccak256 from "keccak256";
import { MerkleTree } from "merkletreejs";
import { type Comparison, mustAgree } from "./compare.ts";

/** Root and proofs of all entries, in their order. */
type Proven = { readonly root: string; readonly proofs: readonly (readonly string[])[] };
type Builder = (entries: readonly BatchEntry[]) => Proven;

const ZERO: Hex = `0x${"0".repeat(64)}`;

const BUILDERS: readonly [name: string, build: Builder][] = [
  [
    "SDK buildBatch",
    (entries) => {
      const { root, proof } = buildBatch(entries);
      return { root, proofs: entries.map(({ index }) => proof(index)) };
    },
  ],
  [
    "@openzeppelin/merkle-tree SimpleMerkleTree",
    (entries) => {
      const tree = SimpleMerkleTree.of(paddedLeaves(entries), { sortLeaves: false });
      return { root: tree.root, proofs: entries.map(({ index }) => tree.getProof(index)) };
    },
  ],
  [
    "merkletreejs with keccak256",
    (entries) => {
      const leaves = paddedLeaves(entries).map((leaf) => Buffer.from(leaf.slice(2), "hex"));
      const tree = new MerkleTree(leaves, keccak256, { sortPairs: true });
      // With the index: without it the library scans all leaves for each proof.
      const proofs = entries.map(({ index }) => tree.getHexProof(leaves[index] ?? Buffer.alloc(32), index));
      return { root: tree.getHexRoot(), proofs };
    },
  ],
];

/** From places and digests of credentials to the root and the proof of each: the same leaves, root and proofs. */
export function merkle(): Comparison[] {
  return [1_000, 10_000].map((credentials) => {
    const entries = Array.from({ length: credentials }, (_, index) => ({ index, digest: digestOf({ index }) }));
    const expected = JSON.stringify(BUILDERS[0]?.[1](entries));
    const [ours, ...peers] = BUILDERS.map(([name, build]) => {
      mustAgree(name, JSON.stringify(build(entries)) === expected);
      return { name, run: () => void build(entries) };
    });
    if (ours === undefined) throw new TypeError("There are builders.");
    return {
      id: `merkle-${credentials}`,
      says: `Merkle leaves, tree and all proofs of ${credentials.toLocaleString("en-US")} credentials (same root and proofs)`,
      operations: credentials,
      contenders: [ours, ...peers],
    };
  });
}

/** The SDK's leaves by place, padded to a power of two: the peers hash no leaves of this form by themselves. */
function paddedLeaves(entries: readonly BatchEntry[]): Hex[] {
  const size = 2 ** Math.ceil(Math.log2(entries.length));
  const leaves = Array.from({ length: size }, () => ZERO);
  for (const { index, digest } of entries) leaves[index] = leafHash(index, digest);
  return leaves;
}
