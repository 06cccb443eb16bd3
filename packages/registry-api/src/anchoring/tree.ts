import { Worker } from "node:worker_threads";
import { buildBatch, buildLargeBatch, type Digest, type Hex, LARGE_BATCH } from "@peerseal/sdk";
import { packProof } from "../store/proofs.js";

export type Entry = { readonly index: number; readonly digest: Digest };

/** Root, size and proofs of a batch, as they are stored. */
export type Tree = {
  readonly root: Hex;
  readonly size: number;
  readonly proofs: readonly { readonly index: number; readonly proof: string }[];
};

/** Entries from which on the tree is built in a thread of its own: hashing them takes a second or more. */
const LARGE = 2_000;

export async function treeOf(entries: readonly Entry[]): Promise<Tree> {
  const { root, size, proof } = entries.length < LARGE_BATCH ? buildBatch(entries) : await buildLargeBatch(entries);
  return { root, size, proofs: entries.map(({ index }) => ({ index, proof: packProof(proof(index)) })) };
}

/** Builds the tree of a batch without holding up requests. */
export async function buildTree(entries: readonly Entry[]): Promise<Tree> {
  if (entries.length < LARGE) return treeOf(entries);
  const thread = new Worker(new URL("./tree-thread.js", import.meta.url), { workerData: entries });
  try {
    return await new Promise<Tree>((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
      thread.once("exit", (code) => reject(new Error(`The thread ended with ${code}.`)));
    });
  } finally {
    await thread.terminate();
  }
}
