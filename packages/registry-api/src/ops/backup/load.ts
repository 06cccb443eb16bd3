import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { PeersealError } from "@peerseal/sdk";
import { type Kysely, sql } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { databaseFault, openDatabase } from "../../store/database.js";
import { listApplied, MIGRATIONS, migrate, migrateTo } from "../../store/migrations/index.js";
import type { Tables } from "../../store/tables.js";
import { damaged, type Manifest, readManifest } from "./manifest.js";

/** Which network the backup must be of. `genesis`: hash of the chain's first block. */
export type Expected = { readonly network: string; readonly genesis: string };

/**
 * Reads a backup whole before anything is written.
 *
 * @throws PeersealError `backup-damaged`, `backup-foreign` for one of another network, `database-newer` for one of a newer
 * version.
 */
export async function checkBackup(folder: string, expected: Expected): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const { network, genesis } = manifest.network;
  if (network !== expected.network || genesis !== expected.genesis) {
    const field = network === expected.network ? "genesis" : "network";
    throw new PeersealError("backup-foreign", `The backup is of ${network}, first block ${genesis}.`, {
      details: { field, backup: manifest.network[field], expected: expected[field] },
    });
  }
  const unknown = manifest.migrations.filter((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new PeersealError("database-newer", `The backup is of a newer version (${unknown.join(", ")}).`, {
      details: { unknown },
    });
  }
  for (const { file, sha256, bytes } of manifest.tables) {
    const digest = createHash("sha256");
    let read = 0;
    try {
      for await (const chunk of createReadStream(join(folder, file))) {
        digest.update(chunk);
        read += chunk.length;
      }
    } catch (cause) {
      throw damaged(file, `${file} cannot be read.`, cause);
    }
    if (read !== bytes || `0x${digest.digest("hex")}` !== sha256) throw damaged(file, `${file} was changed.`);
  }
  return manifest;
}

/**
 * Loads a backup that was checked into an empty database, in one transaction, and brings it to the newest form.
 *
 * @throws PeersealError `restore-refused` where the database is not empty, `backup-damaged`, `database-unreachable`,
 * `disk-full`.
 */
export async function loadBackup(url: string, folder: string, manifest: Manifest): Promise<void> {
  const database = await openDatabase({ url, connections: 2 });
  const client = new pg.Client({ connectionString: url, application_name: "peerseal-restore" });
  try {
    await requireEmpty(database.db, manifest);
    await migrateTo(database.db, manifest.migrations);
    await client.connect();
    await client.query("begin");
    for (const table of manifest.tables) await loadTable(client, folder, table);
    await client.query("commit");
    await migrate(database.db);
  } catch (error) {
    throw databaseFault(error) ?? error;
  } finally {
    await client.end().catch(() => undefined);
    await database.close();
  }
}

/** Tables without rows are what a restore leaves that was cut off; anything else is somebody's. */
async function requireEmpty(db: Kysely<Tables>, manifest: Manifest): Promise<void> {
  const applied = await listApplied(db);
  if (applied.length === 0) return;
  const isOurs = applied.every((name) => manifest.migrations.includes(name));
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from network) or exists (select from blocks) as used
  `.execute(db);
  if (isOurs && rows[0]?.used === false) return;
  throw new PeersealError("restore-refused", "The database belongs to a registry already.");
}

async function loadTable(client: pg.Client, folder: string, table: Manifest["tables"][number]): Promise<void> {
  const name = pg.escapeIdentifier(table.name);
  const list = table.columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  // What triggers derived from these rows is either saved too, or was told to whom it concerned.
  await client.query(`alter table ${name} disable trigger user`);
  // A migration may have put rows there that are in the backup as well.
  await client.query(`delete from ${name}`);
  const target = client.query(copyFrom(`copy ${name} (${list}) from stdin`));
  try {
    await pipeline(createReadStream(join(folder, table.file)), createGunzip(), target);
  } catch (cause) {
    throw databaseFault(cause) ?? damaged(table.file, `${table.file} cannot be loaded.`, cause);
  }
  if (target.rowCount !== table.rows) throw damaged(table.file, `${table.file} holds another number of rows.`);
  await client.query(`alter table ${name} enable trigger user`);
  if (table.sequence === null) return;
  const column = pg.escapeIdentifier(table.sequence);
  await client.query(
    `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${column}), 0) + 1, false) from ${name}`,
    [table.name, table.sequence],
  );
}
