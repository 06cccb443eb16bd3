import { setTimeout as wait } from "node:timers/promises";
import { connect, type NetworkConnection, PeersealError } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "./config.js";
import { registriesOf } from "./indexer/advance.js";
import { startIndexer } from "./indexer/indexer.js";
import { chainSource } from "./indexer/source.js";
import { checkBackup, loadBackup } from "./ops/backup/load.js";
import type { Manifest } from "./ops/backup/manifest.js";
import type { NetworkPlace } from "./registry.js";
import { openDatabase } from "./store/database.js";
import { startEmbeddedPostgres } from "./store/embedded/embedded-postgres.js";
import { type Reconciled, reconcile } from "./store/restoring.js";

/** Longest wait for transactions that the chain holds and the backup does not know. */
const PENDING_PATIENCE_MS = 120_000;
/** Longest wait for the chain's tables to be read again. */
const REBUILD_PATIENCE_MS = 3_600_000;

export type Restored = { readonly manifest: Manifest; readonly reconciled: Reconciled };

/**
 * Restores a backup into an empty database: checks all of it, loads it, reads the chain's tables from the chain again,
 * and makes what the chain holds beyond the backup harmless. The registry must not run meanwhile.
 *
 * @throws PeersealError `backup-damaged`, `backup-foreign`, `database-newer`, `restore-refused`, `chain-unreachable`,
 * `relay-stuck` while transactions that the backup may not know are under way; `data-locked`, and as `connect`.
 */
export async function restore(
  config: Pick<Config, "databaseUrl" | "dataDir">,
  place: NetworkPlace,
  folder: string,
  { log, now }: { readonly log: FastifyBaseLogger; readonly now: () => number },
): Promise<Restored> {
  const connection = await connect({ rpc: place.rpc.split(",")[0] ?? place.rpc, network: place.network });
  try {
    const genesis = (await connection.provider.getBlock(0))?.hash ?? "";
    const manifest = await checkBackup(folder, { network: place.network, genesis });
    await nothingPending(connection, manifest.senders);
    const embedded = config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir }) : null;
    try {
      const url = config.databaseUrl ?? embedded?.url ?? "";
      await loadBackup(url, folder, manifest);
      log.info({ event: "backup-loaded", takenAt: manifest.takenAt, tables: manifest.tables.length });
      const reconciled = await bringUpToDate(url, connection, manifest.network.firstBlock, { log, now });
      return { manifest, reconciled };
    } finally {
      await embedded?.stop();
    }
  } finally {
    connection.close();
  }
}

async function bringUpToDate(
  url: string,
  connection: NetworkConnection,
  firstBlock: number,
  { log, now }: { readonly log: FastifyBaseLogger; readonly now: () => number },
): Promise<Reconciled> {
  const database = await openDatabase({ url });
  const { db } = database;
  try {
    const source = chainSource(connection);
    const { number } = await source.latest();
    const indexer = startIndexer(
      { db, source, registries: registriesOf(connection.contracts), firstBlock, log },
      { pollMs: 250 },
    );
    try {
      await indexer.caughtUpTo(number, { timeoutMs: REBUILD_PATIENCE_MS });
    } finally {
      await indexer.close();
    }
    return await db.transaction().execute((transaction) => reconcile(transaction, now()));
  } finally {
    await database.close();
  }
}

/** Until a block holds them, transactions that were signed after the backup hold nonces that it does not know. */
async function nothingPending({ provider }: NetworkConnection, senders: readonly string[]): Promise<void> {
  const until = Date.now() + PENDING_PATIENCE_MS;
  for (const sender of senders) {
    for (;;) {
      const [latest, pending] = await Promise.all([
        provider.getTransactionCount(sender, "latest"),
        provider.getTransactionCount(sender, "pending"),
      ]);
      if (pending <= latest) break;
      if (Date.now() > until) {
        throw new PeersealError("relay-stuck", `${pending - latest} transactions of ${sender} wait for their blocks.`, {
          details: { sender, latest, pending },
        });
      }
      await wait(1_000);
    }
  }
}
