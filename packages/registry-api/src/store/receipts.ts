import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { BatchCredentialRow, BatchRow } from "./batches.js";
import type { ChainAnchorRow } from "./chain-anchors.js";
import type { Connections, Db, Statement } from "./database.js";
import { batchesAsTheyStand } from "./watching.js";

/** Where a credential stands, and what its batch became. */
export type PlacedCredential = {
  readonly row: BatchCredentialRow;
  readonly batch: BatchRow;
  readonly anchor: ChainAnchorRow | null;
};

/** What the receipt of one credential is made of. */
export type ReceiptSource = {
  readonly row: Pick<BatchCredentialRow, "institution" | "number" | "index" | "digest">;
  readonly batch: Pick<BatchRow, "institution" | "number" | "root" | "size">;
  readonly anchor: Pick<
    ChainAnchorRow,
    "root" | "size" | "courseVersion" | "key" | "transactionHash" | "blockNumber"
  > | null;
};

type SourceRow = Pick<BatchCredentialRow, "institution" | "number" | "index"> & {
  readonly batchRoot: Hex | null;
  readonly batchSize: number | null;
} & (NonNullable<ReceiptSource["anchor"]> | { readonly root: null });

const BY_DIGEST: Statement = {
  name: "receipt by digest",
  text: `select c.institution, c.number, c.index, b.root as "batchRoot", b.size as "batchSize", a.root, a.size,
      a.course_version as "courseVersion", a.key, a.transaction_hash as "transactionHash",
      a.block_number as "blockNumber"
    from batch_credentials c
      join batches b on b.institution = c.institution and b.number = c.number
      left join chain_anchors a on a.institution = c.institution and a.number = c.number::numeric
    where c.digest = $1`,
};

/** All that the receipt of a credential is made of, in one question; null: nothing of this digest was put here. */
export async function receiptSource(db: Connections, digest: Hex): Promise<ReceiptSource | null> {
  const [found] = await db.planned<SourceRow>(BY_DIGEST, [digest]);
  if (found === undefined) return null;
  const { institution, number, index, batchRoot, batchSize } = found;
  return {
    row: { institution, number, index, digest },
    batch: { institution, number, root: batchRoot, size: batchSize },
    anchor: found.root === null ? null : found,
  };
}

/** Those of some credentials that were put here, by digest; in a few questions however many they are. */
export async function placesByDigest(db: Db, digests: readonly Hex[]): Promise<ReadonlyMap<Hex, PlacedCredential>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .selectFrom("batchCredentials")
    .selectAll()
    .where(sql<boolean>`digest = any(${[...new Set(digests)]}::text[])`)
    .execute();
  const batches = await batchesAsTheyStand(db, rows);
  return new Map(
    rows.flatMap((row): [Hex, PlacedCredential][] => {
      const found = batches.find(
        ({ row: batch }) => batch.institution === row.institution && batch.number === row.number,
      );
      return found === undefined ? [] : [[row.digest, { row, batch: found.row, anchor: found.anchor }]];
    }),
  );
}
