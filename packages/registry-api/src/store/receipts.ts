import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { BatchCredentialRow, BatchRow } from "./batches.js";
import type { ChainAnchorRow } from "./chain-anchors.js";
import type { Db } from "./database.js";
import { batchesAsTheyStand } from "./watching.js";

/** Where a credential stands, and what its batch became. */
export type PlacedCredential = {
  readonly row: BatchCredentialRow;
  readonly batch: BatchRow;
  readonly anchor: ChainAnchorRow | null;
};

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
