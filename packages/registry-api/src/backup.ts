import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.js";
import type { Manifest } from "./ops/backup/manifest.js";
import { saveBackup } from "./ops/backup/save.js";
import { reachDatabase } from "./reach-database.js";
import { REGISTRY_KEY_FILE } from "./registry-key.js";
import { KEYSTORE_FILE } from "./relaying.js";

/** A backup that was made, and the keys of the data folder, which are not in it. */
export type Backup = { readonly manifest: Manifest; readonly keysApart: readonly string[] };

/**
 * Saves what only this registry knows, whether it runs or not.
 *
 * @param now Unix seconds
 * @throws PeersealError as `saveBackup` and `reachDatabase`
 */
export async function backUp(
  config: Pick<Config, "databaseUrl" | "dataDir">,
  folder: string,
  now: number,
): Promise<Backup> {
  const reached = await reachDatabase(config);
  try {
    const manifest = await saveBackup(reached.url, folder, now);
    const keysApart: string[] = [];
    for (const name of [KEYSTORE_FILE, REGISTRY_KEY_FILE]) {
      const path = join(config.dataDir, name);
      if (
        await access(path).then(
          () => true,
          () => false,
        )
      )
        keysApart.push(path);
    }
    return { manifest, keysApart };
  } finally {
    await reached.close();
  }
}
