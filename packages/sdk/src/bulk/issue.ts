import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { isErrorCode, PeersealError } from "../core/errors.js";
import { createFlatLeaves, type FlatTree, NODE_BYTES } from "../core/flat-tree.js";
import { MAX_BATCH_SIZE } from "../core/ids.js";
import type { CredentialBatch, CredentialOne } from "../openbadges/issue.js";
import type { CredentialKey } from "../openbadges/keys.js";
import type { IssueReply, IssueTask, IssueThreadData } from "./issue-thread.js";

/** One learner of a batch; salt and random bytes are drawn where they are not given. */
export type BulkLearner = Omit<CredentialOne, "learner" | "random"> & {
  readonly learner: Omit<CredentialOne["learner"], "salt"> & { readonly salt?: Uint8Array };
  readonly random?: Uint8Array;
};

/** Signed credentials of some learners, in the order in which these were given. */
export type IssuedChunk = {
  /** Their canonical JSON in UTF-8, each followed by a line feed. */
  readonly lines: Uint8Array<ArrayBuffer>;
  /** Where each line ends in `lines`, its line feed included. */
  readonly ends: Uint32Array<ArrayBuffer>;
  /** Their places in the batch. */
  readonly indexes: Uint32Array<ArrayBuffer>;
  /** SHA-256 of each credential, 32 bytes each: what the batch anchors. */
  readonly digests: Uint8Array<ArrayBuffer>;
};

/** What became of a batch that was issued in bulk. */
export type IssuedBatch = {
  readonly issued: number;
  /** Root, size and proofs. */
  readonly tree: FlatTree;
  /** Credentials that the JSON-LD library read, and those that were written by a compiled shape alone. */
  readonly counts: { readonly library: number; readonly shape: number };
};

export type BulkOptions = {
  /** What the credentials share; its issuer is the key's DID. */
  readonly batch: CredentialBatch;
  /** An Ed25519 key. Its secret stays in this process. */
  readonly key: CredentialKey;
  /** Time of signing, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly created: string;
  readonly learners: Iterable<BulkLearner> | AsyncIterable<BulkLearner>;
  /** Takes the signed credentials, piece by piece and in order; the next piece waits for it. */
  readonly write: (chunk: IssuedChunk) => Promise<void> | void;
  /** Places of the batch: every index is below it. 2^20 unless given. */
  readonly capacity?: number;
  /** Threads that sign; as many as there are cores unless given. */
  readonly threads?: number;
};

/** Learners that a thread takes at once. */
const CHUNK = 500;
/** Pieces that wait for each thread, so that it never waits itself. */
const AHEAD = 2;

/**
 * Issues the credentials of a batch in one streaming pass over its learners: each is built, signed, hashed and becomes a
 * leaf; then the tree is built. Memory does not grow with the size of the credentials: what is held is a few pieces, and
 * 64 bytes a place for the tree.
 *
 * @throws the errors of building and signing with `details.index`; `batch-index` for an index used twice or at or beyond
 *   the capacity; `batch-empty`. Nothing is to be kept of a batch that failed.
 */
export async function issueInBulk(options: BulkOptions): Promise<IssuedBatch> {
  const { learners, write, capacity = MAX_BATCH_SIZE, threads = availableParallelism() } = options;
  const room = await createFlatLeaves(capacity);
  const used = new Uint8Array(capacity);
  let [issued, size] = [0, 0];
  const counts = { library: 0, shape: 0 };
  const pool = startThreads(options, threads);
  try {
    const waiting: Promise<IssueReply>[] = [];
    const settleFirst = async () => {
      const reply = await waiting.shift();
      if (reply === undefined) return;
      const { indexes, leaves, read } = reply;
      for (let i = 0; i < indexes.length; i++) {
        const index = indexes[i] ?? 0;
        room.leaves.set(leaves.subarray(i * NODE_BYTES, (i + 1) * NODE_BYTES), index * NODE_BYTES);
        size = Math.max(size, index + 1);
      }
      issued += indexes.length;
      counts.library += read.library;
      counts.shape += read.shape;
      await write(reply);
    };
    for await (const piece of inPieces(learners)) {
      for (const { index } of piece) take(used, index, capacity);
      if (waiting.length >= threads * AHEAD) await settleFirst();
      waiting.push(pool.run(piece));
    }
    while (waiting.length > 0) await settleFirst();
  } finally {
    await pool.close();
  }
  return { issued, tree: room.build(size), counts };
}

function take(used: Uint8Array, index: number, capacity: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= capacity) {
    throw new PeersealError("batch-index", `Index ${index} is not below the capacity ${capacity}.`, {
      details: { index, capacity },
    });
  }
  if (used[index] === 1)
    throw new PeersealError("batch-index", `Index ${index} is used twice.`, { details: { index } });
  used[index] = 1;
}

/** Waiting for each value of what is at hand would cost more than signing it. */
function inPieces(learners: BulkOptions["learners"]): Iterable<BulkLearner[]> | AsyncIterable<BulkLearner[]> {
  return Symbol.iterator in learners ? syncPieces(learners) : asyncPieces(learners);
}

function* syncPieces(learners: Iterable<BulkLearner>): Generator<BulkLearner[]> {
  let piece: BulkLearner[] = [];
  for (const learner of learners) {
    if (piece.push(learner) < CHUNK) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

async function* asyncPieces(learners: AsyncIterable<BulkLearner>): AsyncGenerator<BulkLearner[]> {
  let piece: BulkLearner[] = [];
  for await (const learner of learners) {
    if (piece.push(learner) < CHUNK) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

type Pool = { run(learners: readonly BulkLearner[]): Promise<IssueReply>; close(): Promise<void> };
type Waiting = { readonly resolve: (reply: IssueReply) => void; readonly reject: (error: unknown) => void };

function startThreads({ batch, key, created }: BulkOptions, threads: number): Pool {
  const workerData: IssueThreadData = { batch, stored: key.stored(), did: key.did, created };
  const workers = Array.from({ length: Math.max(1, threads) }, () => {
    const worker = new Worker(new URL("./issue-thread.js", import.meta.url), { workerData });
    // Replies come in the order of the tasks.
    const queue: Waiting[] = [];
    const fail = (error: unknown) => {
      for (const { reject } of queue.splice(0)) reject(error);
    };
    worker.on("message", (answer: { reply: IssueReply } | { error: IssueFault }) => {
      const next = queue.shift();
      if ("reply" in answer) next?.resolve(answer.reply);
      else next?.reject(errorOf(answer.error));
    });
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new PeersealError("internal", `A signing thread ended with ${code}.`)));
    return { worker, queue };
  });
  let turn = 0;
  return {
    run(learners) {
      const next = workers[turn++ % workers.length];
      if (next === undefined) throw new TypeError("There is at least one thread.");
      const reply = new Promise<IssueReply>((resolve, reject) => next.queue.push({ resolve, reject }));
      // It is awaited later than others, which may fail before it.
      reply.catch(() => undefined);
      const task: IssueTask = { learners };
      next.worker.postMessage(task);
      return reply;
    },
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}

type IssueFault = {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
};

function errorOf({ code, message, details }: IssueFault): Error {
  return isErrorCode(code) ? new PeersealError(code, message, { details }) : new PeersealError("internal", message);
}
