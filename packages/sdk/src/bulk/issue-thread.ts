import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { PeersealError } from "../core/errors.js";
import { createLeafWriter, NODE_BYTES } from "../core/flat-tree.js";
import { type CredentialBatch, credentialBuilder } from "../openbadges/issue.js";
import { importCredentialKey, type StoredCredentialKey, underDid } from "../openbadges/keys.js";
import type { BulkLearner, IssuedChunk } from "./issue.js";
import { createBulkIssuer } from "./issuer.js";

/** What a signing thread is started with. It holds the secret key, and stays in this process. */
export type IssueThreadData = {
  readonly batch: CredentialBatch;
  readonly stored: StoredCredentialKey;
  readonly did: string;
  readonly created: string;
};

/** Learners to issue to. */
export type IssueTask = { readonly learners: readonly BulkLearner[] };

/** Their credentials, the leaf of each, and how many of them the library read. */
export type IssueReply = IssuedChunk & {
  readonly leaves: Uint8Array<ArrayBuffer>;
  readonly read: { readonly library: number; readonly shape: number };
};

const RANDOM_BYTES = 16;
/** Lines of a piece begin in room for this many bytes, which grows. */
const FIRST_ROOM = 1 << 21;

async function start(): Promise<void> {
  const { batch, stored, did, created }: IssueThreadData = workerData;
  const build = credentialBuilder(batch);
  const issuer = createBulkIssuer(underDid(await importCredentialKey(stored), did), { created });
  const writeLeaf = await createLeafWriter();
  let before = { ...issuer.counts };

  parentPort?.on("message", ({ learners }: IssueTask) => {
    answer(learners).then(
      (reply) => {
        const { lines, ends, indexes, digests, leaves } = reply;
        parentPort?.postMessage(
          { reply },
          [lines, ends, indexes, digests, leaves].map(({ buffer }) => buffer),
        );
      },
      (error: unknown) => parentPort?.postMessage({ error: faultOf(error) }),
    );
  });

  async function answer(learners: readonly BulkLearner[]): Promise<IssueReply> {
    const count = learners.length;
    let lines = Buffer.allocUnsafeSlow(FIRST_ROOM);
    let end = 0;
    const ends = new Uint32Array(count);
    const indexes = new Uint32Array(count);
    const digests = new Uint8Array(count * NODE_BYTES);
    const leaves = new Uint8Array(count * NODE_BYTES);
    const random = randomBytes(count * 2 * RANDOM_BYTES);
    for (const [i, given] of learners.entries()) {
      const at = i * 2 * RANDOM_BYTES;
      const { bytes, digest } = await issueOne(given, random.subarray(at, at + 2 * RANDOM_BYTES));
      if (lines.length - end < bytes.length + 1) lines = grown(lines, end, bytes.length + 1);
      lines.set(bytes, end);
      end += bytes.length;
      lines[end++] = 10;
      ends[i] = end;
      indexes[i] = given.index;
      digests.set(digest, i * NODE_BYTES);
      writeLeaf(given.index, digest, leaves, i * NODE_BYTES);
    }
    const { library, shape } = issuer.counts;
    const read = { library: library - before.library, shape: shape - before.shape };
    before = { library, shape };
    return { lines: lines.subarray(0, end), ends, indexes, digests, leaves, read };
  }

  async function issueOne(given: BulkLearner, random: Uint8Array) {
    const { learner, random: own, ...one } = given;
    try {
      const salt = learner.salt ?? random.subarray(0, RANDOM_BYTES);
      return await issuer.issue(
        build({ ...one, learner: { ...learner, salt }, random: own ?? random.subarray(RANDOM_BYTES) }),
      );
    } catch (error) {
      if (!(error instanceof PeersealError)) throw error;
      const details = { ...error.details, index: given.index };
      throw new PeersealError(error.code, error.message, { details, cause: error });
    }
  }
}

function grown(lines: Buffer, end: number, more: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(2 * lines.length + more);
  lines.copy(larger, 0, 0, end);
  return larger;
}

function faultOf(error: unknown): { code: string; message: string; details: object } {
  if (error instanceof PeersealError) return { code: error.code, message: error.message, details: error.details };
  return { code: "internal", message: error instanceof Error ? error.message : String(error), details: {} };
}

await start();
