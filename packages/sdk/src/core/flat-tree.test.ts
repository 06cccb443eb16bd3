import { keccak256 } from "ethers/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BatchEntry, buildBatch } from "./batch.js";
import { parseDigest, sha256 } from "./digest.js";
import { bytesOf, createFlatLeaves, createLeafWriter, NODE_BYTES } from "./flat-tree.js";
import { BLOCK_BYTES, createKeccakKernel, functions, MESSAGE_AT, NODES_AT, padMessage } from "./keccak-kernel.js";
import { buildLargeBatch } from "./large-batch.js";
import { leafHash } from "./leaf.js";
import { utf8 } from "./text.js";
import { assemble } from "./wasm-assembler.js";

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

describe("a flat tree", () => {
  it("takes leaves one by one, and pads whatever stands beyond the size", async () => {
    const { leaves, build } = await createFlatLeaves(40);
    const writeLeaf = await createLeafWriter();
    for (let i = 0; i < 40; i++) writeLeaf(i, bytesOf(entry(i).digest), leaves, i * NODE_BYTES);
    const hex = Buffer.from(leaves.subarray(7 * NODE_BYTES, 8 * NODE_BYTES)).toString("hex");
    expect(`0x${hex}`).toBe(leafHash(7, entry(7).digest));
    for (const size of [40, 33, 5, 1]) {
      const entries = Array.from({ length: size }, (_, i) => entry(i));
      const tree = build(size);
      expect(tree.root).toBe(buildBatch(entries).root);
      expect(Buffer.from(tree.proofBytes(size - 1)).toString("hex")).toBe(
        buildBatch(entries)
          .proof(size - 1)
          .map((node) => node.slice(2))
          .join(""),
      );
    }
  });

  it("refuses sizes and places outside", async () => {
    expect(await codeOf(() => createFlatLeaves(0))).toBe("batch-empty");
    expect(await codeOf(() => createFlatLeaves(2 ** 20 + 1))).toBe("batch-index");
    const { build } = await createFlatLeaves(4);
    expect(await codeOf(async () => build(5))).toBe("batch-index");
    expect(await codeOf(async () => build(3).proofBytes(3))).toBe("batch-index");
    expect(await codeOf(async () => build(3).proof(-1))).toBe("batch-index");
  });
});

describe("the kernel", () => {
  it("does the same where the engine has no 128-bit words", async () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const module = await WebAssembly.compile(assemble(functions(false), 1));
    const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
    const kernel = await createKeccakKernel(32 * NODE_BYTES);
    const plain = new Uint8Array(memory.buffer);
    plain.set(kernel.memory.subarray(0, NODES_AT));
    for (let i = 0; i < 16 * NODE_BYTES; i++) kernel.memory[NODES_AT + i] = (i * 89 + (i >> 3)) & 255;
    plain.set(kernel.memory.subarray(NODES_AT, NODES_AT + 16 * NODE_BYTES), NODES_AT);
    const { hashPairs } = exports;
    if (typeof hashPairs !== "function") throw new Error("The kernel hashes pairs.");
    const at = NODES_AT + 16 * NODE_BYTES;
    for (const pairs of [1, 2, 7, 8]) {
      kernel.hashPairs(NODES_AT, pairs, at);
      hashPairs(NODES_AT, pairs, at);
      expect(Buffer.from(plain.subarray(at, at + pairs * NODE_BYTES)).toString("hex")).toBe(
        Buffer.from(kernel.memory.subarray(at, at + pairs * NODE_BYTES)).toString("hex"),
      );
    }
  });

  it("hashes as ethers does, whatever fits one block", async () => {
    const kernel = await createKeccakKernel(NODE_BYTES);
    const block = kernel.memory.subarray(MESSAGE_AT, MESSAGE_AT + BLOCK_BYTES);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: BLOCK_BYTES - 1 }), (message) => {
        block.set(message, 0);
        padMessage(block, message.length);
        kernel.hash(MESSAGE_AT, NODES_AT);
        const hex = Buffer.from(kernel.memory.subarray(NODES_AT, NODES_AT + NODE_BYTES)).toString("hex");
        expect(`0x${hex}`).toBe(keccak256(message));
      }),
      { numRuns: 500 },
    );
  });

  it("sorts pairs by their bytes, also where these differ late or not at all", async () => {
    const kernel = await createKeccakKernel(4 * NODE_BYTES);
    const node = fc.uint8Array({ minLength: NODE_BYTES, maxLength: NODE_BYTES });
    fc.assert(
      fc.property(node, fc.integer({ min: 0, max: NODE_BYTES }), fc.nat(255), (left, place, byte) => {
        const right = Uint8Array.from(left);
        if (place < NODE_BYTES) right[place] = byte;
        kernel.memory.set(left, NODES_AT);
        kernel.memory.set(right, NODES_AT + NODE_BYTES);
        kernel.hashPairs(NODES_AT, 1, NODES_AT + 2 * NODE_BYTES);
        const pair = Buffer.compare(left, right) <= 0 ? [left, right] : [right, left];
        const at = NODES_AT + 2 * NODE_BYTES;
        const hex = Buffer.from(kernel.memory.subarray(at, at + NODE_BYTES)).toString("hex");
        expect(`0x${hex}`).toBe(keccak256(Buffer.concat(pair)));
      }),
      { numRuns: 500 },
    );
  });
});
