import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BatchEntry, buildBatch } from "./batch.js";
import { parseDigest, sha256 } from "./digest.js";
import { buildFlatTree, bytesOf, leafArray, loadKeccak, NODE_BYTES } from "./flat-tree.js";
import { toHex } from "./hex.js";
import { buildLargeBatch } from "./large-batch.js";
import { leafHash } from "./leaf.js";
import { utf8 } from "./text.js";

const entry = (index: number): BatchEntry => ({ index, digest: parseDigest(sha256(utf8(`credential ${index}`))) });
const codeOf = async (act: () => Promise<unknown>) => {
  try {
    await act();
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
};

describe("buildLargeBatch", () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 257, 1_000])("agrees with buildBatch for %i credentials", async (n) => {
    const entries = Array.from({ length: n }, (_, i) => entry(i));
    const [small, large] = [buildBatch(entries), await buildLargeBatch(entries)];
    expect(large).toMatchObject({ root: small.root, size: n });
    for (const { index } of entries) expect(large.proof(index)).toEqual(small.proof(index));
  });

  it("agrees with buildBatch where places are unused", async () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(places, async (indexes) => {
        const entries = indexes.map(entry);
        const [small, large] = [buildBatch(entries), await buildLargeBatch(entries)];
        expect([large.root, large.size]).toEqual([small.root, small.size]);
        for (const index of indexes) expect(large.proof(index)).toEqual(small.proof(index));
      }),
      { numRuns: 40 },
    );
  });

  it("refuses what is no batch", async () => {
    expect(await codeOf(() => buildLargeBatch([]))).toBe("batch-empty");
    expect(await codeOf(() => buildLargeBatch([entry(1), entry(1)]))).toBe("batch-index");
    expect(await codeOf(() => buildLargeBatch([{ ...entry(0), index: 2 ** 20 }]))).toBe("batch-index");
    expect(await codeOf(() => buildLargeBatch([{ ...entry(0), index: 0.5 }]))).toBe("batch-index");
    const { proof } = await buildLargeBatch([entry(0), entry(2)]);
    expect(await codeOf(async () => proof(1))).toBe("batch-index");
    expect(await codeOf(async () => proof(3))).toBe("batch-index");
  });
});

describe("buildFlatTree", () => {
  it("takes leaves with or without room above them", async () => {
    const keccak = await loadKeccak();
    const leaves = Array.from({ length: 5 }, (_, i) => bytesOf(leafHash(i, entry(i).digest)));
    const [bare, roomy] = [new Uint8Array(5 * NODE_BYTES), leafArray(5)];
    for (const [i, leaf] of leaves.entries()) {
      bare.set(leaf, i * NODE_BYTES);
      roomy.set(leaf, i * NODE_BYTES);
    }
    const trees = [buildFlatTree(bare, 5, keccak), buildFlatTree(roomy, 5, keccak)];
    expect(trees.map(({ root }) => root)).toEqual(Array(2).fill(buildBatch([0, 1, 2, 3, 4].map(entry)).root));
    const written = new Uint8Array(4 * NODE_BYTES);
    trees[0]?.writeProof(4, written, NODE_BYTES);
    expect(toHex(`0x${Buffer.from(written.subarray(NODE_BYTES, 2 * NODE_BYTES)).toString("hex")}`)).toBe(
      trees[1]?.proof(4)[0],
    );
  });
});
