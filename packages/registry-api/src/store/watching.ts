import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { BatchKey, BatchRow } from "./batches.js";
import type { ChainAnchorRow } from "./chain-anchors.js";
import type { Db } from "./database.js";
import type { RelayRow } from "./relays.js";

/** A batch with what the chain and the worker know of it. */
export type WatchedBatch = {
  readonly row: BatchRow;
  readonly anchor: ChainAnchorRow | null;
  readonly job: RelayRow | null;
};

/** Some batches as they stand, in three questions however many they are; unknown ones are left out. */
export async function batchesAsTheyStand(db: Db, keys: readonly BatchKey[]): Promise<readonly WatchedBatch[]> {
  if (keys.length === 0) return [];
  const institutions = keys.map(({ institution }) => institution);
  const numbers = keys.map(({ number }) => number);
  const named = sql<boolean>`(institution, number) in (
    select * from unnest(${institutions}::bigint[], ${numbers}::bigint[]))`;
  const rows = await db.selectFrom("batches").selectAll().where(named).execute();
  const ids = rows.flatMap(({ relay }) => (relay === null ? [] : [relay]));
  const [anchors, jobs] = await Promise.all([
    db.selectFrom("chainAnchors").selectAll().where(named).execute(),
    relaysAsTheyStand(db, ids),
  ]);
  return rows.map((row) => ({
    row,
    anchor: anchors.find((one) => one.institution === row.institution && Number(one.number) === row.number) ?? null,
    job: jobs.find(({ id }) => id === row.relay) ?? null,
  }));
}

/** Some relayed acts as they stand. */
export async function relaysAsTheyStand(db: Db, ids: readonly Hex[]): Promise<readonly RelayRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("relays")
    .selectAll()
    .where("id", "in", [...new Set(ids)])
    .execute();
}
