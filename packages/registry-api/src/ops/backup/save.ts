import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { PeersealError } from "@peerseal/sdk";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { SOFTWARE } from "../../software.js";
import { listSavedTables, type SavedTable } from "../../store/backup-tables.js";
import { readCursor } from "../../store/blocks.js";
import { databaseFault, openDatabase } from "../../store/database.js";
import { listApplied } from "../../store/migrations/index.js";
import { readNetwork } from "../../store/network.js";
import { listSenders } from "../../store/operations.js";
import { type Manifest, writeManifest } from "./manifest.js";

/**
 * Saves what only this registry knows into an empty folder, as of one moment, while everything goes on: tables by COPY in
 * one snapshot, and a manifest with their digests. Keys are not in it.
 *
 * @param now Unix seconds
 * @throws PeersealError `restore-refused` for a folder that holds something, `database-unreachable`, `disk-full`.
 */
export async function saveBackup(url: string, folder: string, now: number): Promise<Manifest> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new PeersealError("restore-refused", `${folder} is not empty: give a folder of its own for each backup.`);
  }
  const database = await openDatabase({ url, connections: 1 });
  const client = new pg.Client({ connectionString: url, application_name: "peerseal-backup" });
  try {
    const [migrations, tables] = [await listApplied(database.db), await listSavedTables(database.db)];
    const network = await readNetwork(database.db);
    await client.connect();
    await client.query("begin isolation level repeatable read read only");
    // The first statement takes the snapshot: everything below is as of now.
    await client.query("select 1 from network");
    const indexed = (await readCursor(database.db))?.head.number ?? null;
    const saved: Manifest["tables"] = [];
    for (const table of tables) saved.push(await saveTable(client, folder, table));
    await client.query("commit");
    const manifest: Manifest = {
      schema: "peerseal.backup/1",
      takenAt: now,
      software: { ...SOFTWARE },
      migrations: [...migrations],
      network,
      senders: [...(await listSenders(database.db))],
      indexed,
      tables: saved,
    };
    await writeManifest(folder, manifest);
    return manifest;
  } catch (error) {
    throw databaseFault(error) ?? error;
  } finally {
    await client.end().catch(() => undefined);
    await database.close();
  }
}

async function saveTable(client: pg.Client, folder: string, table: SavedTable): Promise<Manifest["tables"][number]> {
  const { name, columns, sequence } = table;
  const file = `${name}.copy.gz`;
  const digest = createHash("sha256");
  let bytes = 0;
  const counted = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      digest.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
  const source = client.query(copyTo(`copy ${pg.escapeIdentifier(name)} (${list}) to stdout`));
  const target = createWriteStream(join(folder, file), { mode: 0o600, flush: true });
  await pipeline(source, createGzip({ level: 1 }), counted, target);
  return {
    name,
    columns: [...columns],
    sequence,
    rows: source.rowCount,
    file,
    bytes,
    sha256: `0x${digest.digest("hex")}`,
  };
}
