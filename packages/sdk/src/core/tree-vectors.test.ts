import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { buildBatch } from "./batch.js";
import { parseDigest } from "./digest.js";
import { checkProof } from "./proof.js";
import { codeOf } from "./testing/code-of.js";
import type { Hex } from "./types.js";

type Vector = {
  readonly entries: readonly { readonly index: number; readonly digest: string }[];
  readonly root: Hex;
  readonly size: number;
  readonly proofs: Readonly<Record<string, readonly Hex[]>>;
};

function vectors(state: "valid" | "invalid"): (readonly [name: string, vector: Vector])[] {
  const folder = new URL(`../../../../test/vectors/tree/${state}/`, import.meta.url);
  const files = readdirSync(folder);
  if (files.length === 0) throw new Error(`No ${state} vectors of the tree.`);
  return files.map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Vector]);
}

const entriesOf = ({ entries }: Vector) => entries.map(({ index, digest }) => ({ index, digest: parseDigest(digest) }));

test.each(vectors("valid"))("tree/valid/%s", (_, vector) => {
  const entries = entriesOf(vector);
  const batch = buildBatch(entries);
  expect({ root: batch.root, size: batch.size }).toEqual({ root: vector.root, size: vector.size });
  for (const { index, digest } of entries) {
    const proof = batch.proof(index);
    expect(proof).toEqual(vector.proofs[index]);
    checkProof({ index, digest, proof, root: vector.root, size: vector.size });
  }
});

test.each(vectors("invalid"))("tree/invalid/%s", (file, vector) => {
  const [code] = file.split(".");
  expect(codeOf(() => buildBatch(entriesOf(vector)))).toBe(code);
});
