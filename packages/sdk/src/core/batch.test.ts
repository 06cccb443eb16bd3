import { SimpleMerkleTree, StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { AbiCoder, concat, keccak256 } from "ethers";
import fc from "fast-check";
import { MerkleTree } from "merkletreejs";
import { describe, expect, it } from "vitest";
import { type BatchEntry, buildBatch, capacityFor, commitment, drawIndex, drawNumber, unpackAnchor } from "./batch.js";
import { parseDigest, sha256 } from "./digest.js";
import { toHex } from "./hex.js";
import { parseKeyId, parseVersionId } from "./ids.js";
import { LEAF_DOMAIN, leafHash } from "./leaf.js";
import { checkProof, rootOf } from "./proof.js";
import { codeOf } from "./testing/code-of.js";
import { utf8 } from "./text.js";

const ZERO = `0x${"0".repeat(64)}`;
const digestOfText = (text: string) => parseDigest(sha256(utf8(text)));
const entry = (index: number): BatchEntry => ({ index, digest: digestOfText(`credential ${index}`) });

/** Leaves in their places with zero words between and after, written out without the code under test. */
function padded(entries: readonly BatchEntry[]): string[] {
  const size = Math.max(...entries.map(({ index }) => index)) + 1;
  const words = Array.from({ length: 2 ** Math.ceil(Math.log2(size)) }, () => ZERO);
  for (const { index, digest } of entries) {
    const value = AbiCoder.defaultAbiCoder().encode(["bytes32", "uint256", "bytes32"], [LEAF_DOMAIN, index, digest]);
    words[index] = keccak256(keccak256(value));
  }
  return words;
}

const sparse = fc
  .uniqueArray(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 40 })
  .map((indexes) => indexes.map(entry));

describe("buildBatch", () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 64, 100, 257])("agrees with both Merkle libraries for %i leaves", (n) => {
    const entries = Array.from({ length: n }, (_, i) => entry(i));
    const batch = buildBatch(entries);
    const words = padded(entries);
    const simple = SimpleMerkleTree.of(words, { sortLeaves: false });
    const direct = new MerkleTree(words, keccak256, { sortPairs: true });
    expect(batch.root).toBe(simple.root);
    expect(batch.root).toBe(direct.getHexRoot());
    expect(batch.size).toBe(n);
    for (const { index, digest } of entries) {
      const proof = batch.proof(index);
      expect(proof).toEqual(simple.getProof(index));
      expect(proof).toEqual(direct.getHexProof(words[index] ?? "", index));
      const types = ["bytes32", "uint256", "bytes32"];
      expect(StandardMerkleTree.verify(batch.root, types, [LEAF_DOMAIN, index, digest], proof)).toBe(true);
    }
  });

  it("agrees with OpenZeppelin where places are unused", () => {
    fc.assert(
      fc.property(sparse, (entries) => {
        const batch = buildBatch(entries);
        const simple = SimpleMerkleTree.of(padded(entries), { sortLeaves: false });
        expect(batch.root).toBe(simple.root);
        for (const { index } of entries) expect(batch.proof(index)).toEqual(simple.getProof(index));
      }),
      { numRuns: 50 },
    );
  });

  it("proves every index, and no other index or digest by the same proof", () => {
    fc.assert(
      fc.property(sparse, fc.nat(80), (entries, other) => {
        const { root, size, proof } = buildBatch(entries);
        for (const { index, digest } of entries) {
          const claim = { index, size, digest, proof: proof(index), root };
          expect(codeOf(() => checkProof(claim))).toBe("no error");
          if (other !== index) expect(codeOf(() => checkProof({ ...claim, index: other }))).not.toBe("no error");
          const foreign = digestOfText(`another ${index}`);
          expect(codeOf(() => checkProof({ ...claim, digest: foreign }))).toBe("proof-mismatch");
        }
      }),
      { numRuns: 30 },
    );
  });

  it("does not take an inner node, or a shorter proof, for a credential", () => {
    const entries = [0, 1, 2, 3].map(entry);
    const { root, proof } = buildBatch(entries);
    const leaves = entries.map(({ index, digest }) => leafHash(index, digest));
    const [a, b] = leaves.slice(0, 2).sort();
    const inner = parseDigest(keccak256(concat([a ?? "", b ?? ""])));
    const upper = proof(0).slice(1);
    // The node itself leads to the root; as a digest it is hashed as a leaf first, and does not.
    expect(keccak256(concat([inner, upper[0] ?? ""].sort()))).toBe(root);
    for (const index of [0, 1]) expect(rootOf(index, inner, upper)).not.toBe(root);
    expect(codeOf(() => checkProof({ index: 0, size: 2, digest: inner, proof: upper, root }))).toBe("proof-mismatch");
    expect(codeOf(() => checkProof({ index: 0, size: 4, digest: inner, proof: upper, root }))).toBe("proof-mismatch");
  });

  it("does not prove that a place is unused", () => {
    const { root, size } = buildBatch([entry(0), entry(2)]);
    const sibling = leafHash(0, entry(0).digest);
    expect(rootOf(1, parseDigest(ZERO), [sibling])).not.toBe(root);
    expect(size).toBe(3);
  });

  it("refuses what makes no batch", () => {
    expect(codeOf(() => buildBatch([]))).toBe("batch-empty");
    expect(codeOf(() => buildBatch([entry(1), entry(1)]))).toBe("batch-index");
    for (const index of [-1, 0.5, 2 ** 20, Number.NaN]) {
      expect(codeOf(() => buildBatch([{ index, digest: entry(0).digest }]))).toBe("batch-index");
    }
    const batch = buildBatch([entry(0), entry(3)]);
    for (const index of [1, 2, 4, -1]) expect(codeOf(() => batch.proof(index))).toBe("batch-index");
    expect(codeOf(() => checkProof({ ...entry(4), size: 4, proof: batch.proof(3), root: batch.root }))).toBe(
      "batch-index",
    );
  });
});

describe("drawing", () => {
  const random = (seed: number) => {
    let state = seed;
    return (n: number) =>
      Uint8Array.from({ length: n }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state >>> 24;
      });
  };

  it("finds room for the learners in a power of two", () => {
    expect([1, 2, 3, 1024, 1025, 2 ** 20].map(capacityFor)).toEqual([1, 2, 4, 1024, 2048, 2 ** 20]);
    expect(codeOf(() => capacityFor(0))).toBe("batch-empty");
    expect(codeOf(() => capacityFor(2 ** 20 + 1))).toBe("batch-index");
  });

  it("draws numbers of 52 bits, exact in JSON", () => {
    expect(drawNumber((n) => new Uint8Array(n).fill(255))).toBe(2 ** 52 - 1);
    expect(drawNumber((n) => new Uint8Array(n))).toBe(0);
  });

  it("draws every index once, whatever the randomness, and then says that it is full", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.nat(), (bits, seed) => {
        const used = new Set<number>();
        const capacity = 2 ** bits;
        for (let i = 0; i < capacity; i++) used.add(drawIndex(used, capacity, random(seed + i)));
        expect(used.size).toBe(capacity);
        expect(Math.max(...used)).toBe(capacity - 1);
        expect(codeOf(() => drawIndex(used, capacity, random(seed)))).toBe("batch-index");
      }),
      { numRuns: 40 },
    );
  });

  it("ends with a source that always says the same", () => {
    const stuck = (n: number) => new Uint8Array(n);
    expect(drawIndex(new Set([0]), 8, stuck)).toBe(1);
  });
});

describe("commitment", () => {
  it("keeps the low 216 bits, beside the time", () => {
    const value = {
      root: buildBatch([entry(0)]).root,
      size: 1,
      courseVersion: parseVersionId(`0x${"11".repeat(32)}`),
      key: parseKeyId(`0x${"22".repeat(32)}`),
    };
    const types = ["bytes32", "uint32", "bytes32", "bytes32"];
    const hash = keccak256(
      AbiCoder.defaultAbiCoder().encode(types, [value.root, value.size, value.courseVersion, value.key]),
    );
    expect(commitment(value)).toBe(BigInt(`0x${hash.slice(-54)}`));
    const word = (1_800_000_000n << 216n) | commitment(value);
    expect(unpackAnchor(word)).toEqual({ anchoredAt: 1_800_000_000, commitment: commitment(value) });
    expect(commitment({ ...value, root: toHex(ZERO) })).not.toBe(commitment(value));
  });
});
