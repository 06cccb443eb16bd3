import type { Kysely } from "kysely";
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
import * as rollingBatches from "./20261126063000_rolling_batches.js";
import * as senderLeases from "./20261126063100_sender_leases.js";
import * as chainRowsByPosition from "./20261126064000_chain_rows_by_position.js";
import * as networkContracts from "./20261126064100_network_contracts.js";

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
  "20261126063000_rolling_batches": rollingBatches,
  "20261126063100_sender_leases": senderLeases,
  "20261126064000_chain_rows_by_position": chainRowsByPosition,
  "20261126064100_network_contracts": networkContracts,
};

/**
 * Brings the database to the newest form. Runs in one transaction under an advisory lock, so that two processes that
 * start at once do it once.
 *
 * @returns the names of the migrations that were applied now.
 */
export async function migrate(db: Kysely<Tables>): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: "migrations",
    migrationLockTableName: "migration_lock",
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
