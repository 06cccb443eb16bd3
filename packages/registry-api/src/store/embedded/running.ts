import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { homeIn, notedFolder } from "./place.js";
import { readPostmaster } from "./postmaster.js";
import { hasCode } from "./process-lock.js";

/**
 * Connection URL of the embedded PostgreSQL of a data folder while a registry runs on it, for commands beside it; null
 * where none runs. Nothing is started or stopped.
 */
export async function runningEmbeddedPostgres(dataDir: string): Promise<string | null> {
  const home = homeIn(resolve(dataDir));
  const folder = (await notedFolder(home)) ?? home;
  const postmaster = await readPostmaster(join(folder, "data"));
  if (postmaster === undefined || !postmaster.ready) return null;
  try {
    const password = await readFile(join(home, "password"), "utf8");
    return `postgres://peerseal:${password}@127.0.0.1:${postmaster.port}/peerseal`;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}
