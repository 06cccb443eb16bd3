import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { BatchCredentialRow, BatchRow } from "./batches.js";
import type { ChainAnchorRow } from "./chain-anchors.js";
import type { Connections, Db, Statement } from "./database.js";
import { gather } from "./gather.js";
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

type SourceRow = ReceiptSource["row"] & {
  readonly batchRoot: Hex | null;
  readonly batchSize: number | null;
} & (NonNullable<ReceiptSource["anchor"]> | { readonly root: null });

const BY_DIGEST: Statement = {
  name: "receipts by digest",
  // Hidden in a query of its own, the number of digests gives no reason to plan anew each time.
  text: `select c.digest, c.institution, c.number, c.index, b.root as "batchRoot", b.size as "batchSize", a.root, a.size,
      a.course_version as "courseVersion", a.key, a.transaction_hash as "transactionHash",
      a.block_number as "blockNumber"
    from batch_credentials c
      join batches b on b.institution = c.institution and b.number = c.number
      left join chain_anchors a on a.institution = c.institution and a.number = c.number::numeric
    where c.digest = any (array(select unnest($1::text[])))`,
};

/** Finds all that the receipt of a credential is made of by its digest; null: nothing of this digest was put here. */
export function findReceiptSources(db: Connections): (digest: Hex) => Promise<ReceiptSource | null> {
  return gather(async (digests) => {
    const rows = await db.planned<SourceRow>(BY_DIGEST, [digests]);
    const found = new Map(rows.map((row) => [row.digest, sourceOf(row)]));
    return digests.map((digest) => found.get(digest) ?? null);
  });
}

function sourceOf(found: SourceRow): ReceiptSource {
  const { institution, number, index, digest, batchRoot, batchSize } = found;
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
