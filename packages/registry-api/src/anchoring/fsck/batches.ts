import {
  checkProof,
  commitment,
  parseDigest,
  parseKeyId,
  parseVersionId,
  readBatchWord,
  unpackAnchor,
} from "@peerseal/sdk";
import { makeSubtreeMaker, treeOfBatch } from "../../store/batch-tree.js";
import type { BatchRow } from "../../store/batches.js";
import { findAnchor } from "../../store/chain-anchors.js";
import { makeProofs } from "../../store/proofs.js";
import { findSubtrees } from "../../store/subtrees.js";
import { type Finding, type FsckDeps, finding } from "./finding.js";

/** Receipts of a batch that are held against its root one by one; of larger batches so many, evenly. */
const MOST_PROOFS = 2_000;

/** Holds every batch against its digests, the chain and the index. */
export async function checkBatches(deps: FsckDeps): Promise<readonly Finding[]> {
  const maker = await makeSubtreeMaker();
  const findings: Finding[] = [];
  let after = 0;
  for (;;) {
    const batch = await nextBatch(deps, after);
    if (batch === null) return findings;
    after = batch.position;
    findings.push(...(await checkRows(deps, batch)));
    if (batch.state !== "sealed") continue;
    findings.push(...(await checkTree(deps, maker, batch)));
    findings.push(...(await checkAnchor(deps, batch)));
  }
}

async function nextBatch({ db, only }: FsckDeps, after: number): Promise<BatchRow | null> {
  let query = db.selectFrom("batches").selectAll().where("position", ">", after).orderBy("position").limit(1);
  if (only !== undefined) {
    query = query.where("institution", "=", only.institution).where("number", "=", only.number);
  }
  return (await query.executeTakeFirst()) ?? null;
}

const nameOf = ({ institution, number }: Pick<BatchRow, "institution" | "number">) => `batch ${institution}/${number}`;

async function checkRows({ db }: FsckDeps, batch: BatchRow): Promise<readonly Finding[]> {
  const { count, highest } = await db
    .selectFrom("batchCredentials")
    .select(({ fn }) => [fn.countAll<number>().as("count"), fn.max("index").as("highest")])
    .where("institution", "=", batch.institution)
    .where("number", "=", batch.number)
    .executeTakeFirstOrThrow();
  const findings: Finding[] = [];
  if (Number(count) !== batch.credentials) {
    findings.push(finding("count-differs", nameOf(batch), { stored: batch.credentials, counted: Number(count) }));
  }
  if (highest !== null && Number(highest) >= batch.capacity) {
    findings.push(finding("leaf-beyond", nameOf(batch), { index: Number(highest), capacity: batch.capacity }));
  }
  return findings;
}

async function checkTree(
  deps: FsckDeps,
  maker: Awaited<ReturnType<typeof makeSubtreeMaker>>,
  batch: BatchRow,
): Promise<readonly Finding[]> {
  const where = nameOf(batch);
  if (batch.credentials === 0) return [finding("size-differs", where, { stored: batch.size, computed: 0 })];
  const { root, size, roots } = await treeOfBatch(deps.db, maker, batch);
  const findings: Finding[] = [];
  if (size !== batch.size) findings.push(finding("size-differs", where, { stored: batch.size, computed: size }));
  if (root !== batch.root) findings.push(finding("root-differs", where, { stored: batch.root, computed: root }));
  const kept = await findSubtrees(deps.db, batch);
  if (kept !== null && !kept.equals(roots)) findings.push(finding("subtrees-differ", where));
  return findings.length > 0 ? findings : checkProofs(deps, batch);
}

/** As a caller would get them, from what is kept. */
async function checkProofs({ db }: FsckDeps, batch: BatchRow): Promise<readonly Finding[]> {
  const { root, size, institution, number } = batch;
  if (root === null || size === null) return [];
  const proofs = makeProofs(db, 0);
  const step = Math.max(1, Math.floor(batch.credentials / MOST_PROOFS));
  const rows = await db
    .selectFrom("batchCredentials")
    .select(["index", "digest"])
    .where("institution", "=", institution)
    .where("number", "=", number)
    .orderBy("index")
    .execute();
  for (const [place, { index, digest }] of rows.entries()) {
    if (place % step !== 0) continue;
    try {
      checkProof({ index, size, root, digest: parseDigest(digest), proof: await proofs(batch, index) });
    } catch {
      return [finding("proof-fails", nameOf(batch), { index })];
    }
  }
  return [];
}

/** The commitment on chain, and the indexer's row of it, against what was sealed. */
async function checkAnchor({ db, connection }: FsckDeps, batch: BatchRow): Promise<readonly Finding[]> {
  const where = nameOf(batch);
  const { institution, number } = batch;
  const [word, row] = await Promise.all([
    readBatchWord(connection, institution, number),
    findAnchor(db, institution, String(number)),
  ]);
  if (word === 0n) return row === null ? [] : [finding("anchor-missing", where, { block: row.blockNumber })];
  if (row === null) return [finding("anchor-unindexed", where)];
  const onChain = unpackAnchor(word).commitment;
  const committed = (root: string, size: number) =>
    commitment({
      root: parseDigest(root),
      size,
      courseVersion: parseVersionId(row.courseVersion),
      key: parseKeyId(row.key),
    });
  const findings: Finding[] = [];
  if (committed(row.root, row.size) !== onChain) findings.push(finding("index-differs", where, { root: row.root }));
  if (committed(batch.root ?? row.root, batch.size ?? 0) !== onChain) {
    findings.push(finding("anchor-differs", where, { sealed: batch.root, indexed: row.root }));
  }
  return findings;
}
