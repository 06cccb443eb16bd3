import { setImmediate as nextTurn } from "node:timers/promises";
import { type CredentialBatch, type CredentialKey, credentialBuilder, type Learner, parseDigest } from "@peerseal/sdk";
import { type BulkLearner, createBulkIssuer, type Issued, issueInBulk } from "@peerseal/sdk/bulk";
import type { PutCredential } from "../store/batches.js";

/** A learner with everything that is drawn for them. */
export type Drawn = BulkLearner & { readonly learner: Learner; readonly random: Uint8Array };

/** Learners from which on signing goes to threads: starting these takes a second. */
const LARGE = 2_000;
/** Signatures between two of which others get their turn. */
const A_WHILE = 32;
const DIGEST_BYTES = 32;

/**
 * Builds and signs the credentials of a batch, in the order of its learners, without holding up requests.
 *
 * @throws the errors of `credentialBuilder` and `createBulkIssuer`
 */
export async function signAll(
  batch: CredentialBatch,
  key: CredentialKey,
  learners: readonly Drawn[],
): Promise<PutCredential[]> {
  const created = batch.validFrom;
  return learners.length < LARGE ? signHere(batch, key, learners) : signInThreads();

  async function signInThreads(): Promise<PutCredential[]> {
    const signed: PutCredential[] = [];
    await issueInBulk({
      batch,
      key,
      created,
      learners,
      write({ lines, ends, indexes, digests }) {
        let start = 0;
        for (const [i, index] of indexes.entries()) {
          const end = ends[i] ?? start;
          // Without the line feed.
          const bytes = lines.subarray(start, end - 1);
          signed.push(put(index, { bytes, digest: digests.subarray(i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES) }));
          start = end;
        }
      },
    });
    return signed;
  }
}

async function signHere(
  batch: CredentialBatch,
  key: CredentialKey,
  learners: readonly Drawn[],
): Promise<PutCredential[]> {
  const build = credentialBuilder(batch);
  const issuer = createBulkIssuer(key, { created: batch.validFrom });
  const signed: PutCredential[] = [];
  for (const [i, learner] of learners.entries()) {
    if (i % A_WHILE === 0) await nextTurn();
    signed.push(put(learner.index, await issuer.issue(build(learner))));
  }
  return signed;
}

/** What a batch stores of a signed credential. */
export function put(index: number, { bytes, digest }: Issued): PutCredential {
  const credential = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return { index, digest: parseDigest(`0x${Buffer.from(digest).toString("hex")}`), credential };
}
