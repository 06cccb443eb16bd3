import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import type { Config } from "./config.js";
import { runningUrl, startEmbeddedPostgres } from "./store/embedded/embedded-postgres.js";
import { homeIn } from "./store/embedded/place.js";

/** The address of a database that answers, and the end of what was started for it. */
export type Reached = { readonly url: string; readonly close: () => Promise<void> };

/**
 * The database of the settings: as it runs, or, where an embedded one is down, started for the time being.
 *
 * @throws PeersealError `database-unreachable` where there is none in the data folder, and as `startEmbeddedPostgres`.
 */
export async function reachDatabase(config: Pick<Config, "databaseUrl" | "dataDir">): Promise<Reached> {
  const close = async () => undefined;
  if (config.databaseUrl !== null) return { url: config.databaseUrl, close };
  const dataDir = resolve(config.dataDir);
  const isThere = await stat(join(homeIn(dataDir), "password")).catch(() => null);
  if (isThere === null) {
    throw new PeersealError("database-unreachable", "There is no database in the data folder yet.");
  }
  const running = await runningUrl(dataDir);
  if (running !== null) return { url: running, close };
  const server = await startEmbeddedPostgres({ dataDir });
  return { url: server.url, close: server.stop };
}
