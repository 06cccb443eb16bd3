import { PeersealError } from "@peerseal/sdk";
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Tables } from "../tables.js";
import * as network from "./20261123100000_network.js";
import * as institutions from "./20261123100100_institutions.js";
import * as courses from "./20261123100200_courses.js";
import * as rounds from "./20261123100300_rounds.js";
import * as credentials from "./20261123100400_credentials.js";
import * as documents from "./20261123100500_documents.js";
import * as relaying from "./20261123100600_relaying.js";
import * as relayAttempts from "./20261123223000_relay_attempts.js";
import * as standingGrounds from "./20261124010000_standing_grounds.js";
import * as roundPhases from "./20261124010100_round_phases.js";
import * as followUps from "./20261124010200_follow_ups.js";
import * as testStatuses from "./20261126020000_test_statuses.js";
import * as corrections from "./20261126021500_corrections.js";
import * as access from "./20261126060000_access.js";
import * as auditLog from "./20261126060100_audit_log.js";
import * as idempotency from "./20261126061000_idempotency.js";
import * as feed from "./20261126062000_feed.js";
import * as webhooks from "./20261126062100_webhooks.js";
import * as search from "./20261126062200_search.js";
import * as rollingBatches from "./20261126063000_rolling_batches.js";
import * as senderLeases from "./20261126063100_sender_leases.js";
import * as chainRowsByPosition from "./20261126064000_chain_rows_by_position.js";
import * as networkContracts from "./20261126064100_network_contracts.js";
import * as relayFees from "./20261126065000_relay_fees.js";
import * as failedInBlocks from "./20261126092000_failed_in_blocks.js";
import * as batchOverrides from "./20261126160000_batch_overrides.js";
import * as concernsDecided from "./20261126190000_concerns_decided.js";

/** Every migration by its name `<14-digit UTC time>_<what>`, oldest first. Only ever added to; none has a way back. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "20261123100000_network": network,
  "20261123100100_institutions": institutions,
  "20261123100200_courses": courses,
  "20261123100300_rounds": rounds,
  "20261123100400_credentials": credentials,
  "20261123100500_documents": documents,
  "20261123100600_relaying": relaying,
  "20261123223000_relay_attempts": relayAttempts,
  "20261124010000_standing_grounds": standingGrounds,
  "20261124010100_round_phases": roundPhases,
  "20261124010200_follow_ups": followUps,
  "20261126020000_test_statuses": testStatuses,
  "20261126021500_corrections": corrections,
  "20261126060000_access": access,
  "20261126060100_audit_log": auditLog,
  "20261126061000_idempotency": idempotency,
  "20261126062000_feed": feed,
  "20261126062100_webhooks": webhooks,
  "20261126062200_search": search,
  "20261126063000_rolling_batches": rollingBatches,
  "20261126063100_sender_leases": senderLeases,
  "20261126064000_chain_rows_by_position": chainRowsByPosition,
  "20261126064100_network_contracts": networkContracts,
  "20261126065000_relay_fees": relayFees,
  "20261126092000_failed_in_blocks": failedInBlocks,
  "20261126160000_batch_overrides": batchOverrides,
  "20261126190000_concerns_decided": concernsDecided,
};

/**
 * Brings the database to the newest form. Runs in one transaction under an advisory lock, so that two processes that
 * start at once do it once.
 *
 * @returns the names of the migrations that were applied now.
 * @throws PeersealError `database-newer` where the database holds migrations that this version does not know.
 */
export async function migrate(db: Kysely<Tables>): Promise<readonly string[]> {
  const unknown = (await listApplied(db)).filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new PeersealError("database-newer", `This version does not know ${unknown.join(", ")}.`, {
      details: { unknown },
    });
  }
  return run(db, (migrator) => migrator.migrateToLatest());
}

/** Brings an empty database to the form that it had after some migrations, named oldest first. */
export async function migrateTo(db: Kysely<Tables>, names: readonly string[]): Promise<void> {
  const wanted = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => names.includes(name)));
  await run(db, (migrator) => migrator.migrateToLatest(), wanted);
}

async function run(
  db: Kysely<Tables>,
  work: (migrator: Migrator) => ReturnType<Migrator["migrateToLatest"]>,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: "migrations",
    migrationLockTableName: "migration_lock",
    // A version may bring a migration whose name is older than one that a database holds already.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await work(migrator);
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** Names of the migrations that a database holds, oldest first; none before the first start. */
export async function listApplied(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows: found } = await sql<{ there: boolean }>`select to_regclass('migrations') is not null as there`.execute(
    db,
  );
  if (found[0]?.there !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(db);
  return rows.map(({ name }) => name);
}
