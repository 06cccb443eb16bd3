import {
  buildLargeBatch,
  checkProof,
  credentialBuilder,
  credentialDigest,
  generateCredentialKey,
  type JsonObject,
  networkId,
  parseJson,
  prove,
  underDid,
} from "@peerseal/sdk";
import { type BulkLearner, createBulkIssuer, type IssuedChunk, issueInBulk } from "@peerseal/sdk/bulk";
import { describe, expect, test } from "vitest";
import { sampleBatch, sampleLearner } from "../../scripts/bench/sample.ts";

const created = "2026-11-01T00:00:00Z";
const key = underDid(await generateCredentialKey(new Uint8Array(32).fill(7)), "did:web:issuer.example");
const batch = sampleBatch({ network: networkId(31_337, `0x${"ab".repeat(20)}`), key, number: 5 });

/** Lines of all pieces with their indexes and digests, in the order in which they came. */
async function issued(learners: Iterable<BulkLearner> | AsyncIterable<BulkLearner>, more: { capacity?: number } = {}) {
  const credentials: { index: number; digest: string; text: string }[] = [];
  const write = ({ lines, ends, indexes, digests }: IssuedChunk) => {
    for (const [i, index] of indexes.entries()) {
      const text = Buffer.from(lines.subarray(i === 0 ? 0 : ends[i - 1], ends[i])).toString("utf8");
      const digest = Buffer.from(digests.subarray(i * 32, (i + 1) * 32)).toString("hex");
      credentials.push({ index, digest: `0x${digest}`, text });
    }
  };
  return { ...(await issueInBulk({ batch, key, created, learners, write, threads: 2, ...more })), credentials };
}

const objectOf = (text: string): JsonObject => {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("No object.");
  return value as JsonObject;
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    ({ code }) => code,
  );

describe("issueInBulk", () => {
  test("issues in the order of its learners what one issuer issues, and builds the same tree", async () => {
    // Places far apart and not in order, as they are drawn.
    const learners = Array.from({ length: 1_300 }, (_, i) => sampleLearner((i * 37) % 2_048));
    const { credentials, tree, issued: count, counts } = await issued(learners, { capacity: 2_048 });
    expect(count).toBe(learners.length);
    expect(counts.library + counts.shape).toBe(learners.length);
    expect(counts.shape).toBeGreaterThan(1_200);
    const [build, issuer] = [credentialBuilder(batch), createBulkIssuer(key, { created, sample: () => false })];
    for (const [i, learner] of learners.entries()) {
      const { bytes } = await issuer.issue(build(learner));
      expect(credentials[i]?.text).toBe(`${Buffer.from(bytes).toString("utf8")}\n`);
      expect(credentials[i]?.index).toBe(learner.index);
    }
    const entries = credentials.map(({ index, text }) => ({ index, digest: credentialDigest(objectOf(text)) }));
    expect(entries.map(({ digest }) => digest)).toEqual(credentials.map(({ digest }) => digest));
    const expected = await buildLargeBatch(entries);
    expect([tree.root, tree.size]).toEqual([expected.root, expected.size]);
    for (const { index, digest } of entries.slice(0, 20)) {
      checkProof({ index, digest, size: tree.size, root: tree.root, proof: tree.proof(index) });
    }
    const { proofs } = await prove(objectOf(credentials[700]?.text ?? ""));
    expect(proofs).toMatchObject([{ outcome: "unresolvable", agrees: true }]);
  });

  test("draws salt and randomness where none is given, and takes learners as they come", async () => {
    async function* learners(): AsyncGenerator<BulkLearner> {
      for (let index = 0; index < 3; index++) {
        yield { index, learner: { identifier: { kind: "email", value: "a@b.example" } } };
      }
    }
    const { credentials } = await issued(learners());
    const ids = credentials.map(({ text }) => objectOf(text).id);
    expect(new Set(ids).size).toBe(3);
    const hashes = credentials.map(({ text }) => /"identityHash":"[^"]+"/.exec(text)?.[0]);
    expect(new Set(hashes).size).toBe(3);
  });

  test("names the place of a learner whom it cannot issue to, and keeps nothing running", async () => {
    const learners = [sampleLearner(0), { ...sampleLearner(1), learner: { identifier: { kind: "email", value: "" } } }];
    const failed = await issued(learners as BulkLearner[]).then(
      () => null,
      (error) => error,
    );
    expect(failed).toMatchObject({ code: "issue-invalid", details: { index: 1 } });
  });

  test("refuses indexes that are used twice or do not fit, and an empty batch", async () => {
    expect(await codeOf(issued([sampleLearner(3), sampleLearner(3)]))).toBe("batch-index");
    expect(await codeOf(issued([sampleLearner(4)], { capacity: 4 }))).toBe("batch-index");
    expect(await codeOf(issued([]))).toBe("batch-empty");
  });

  test("passes on what goes wrong where the credentials are written", async () => {
    const learners = Array.from({ length: 600 }, (_, i) => sampleLearner(i));
    const write = () => Promise.reject(new Error("disk"));
    await expect(issueInBulk({ batch, key, created, learners, write, threads: 1 })).rejects.toThrow("disk");
  });
});
