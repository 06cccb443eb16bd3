import { PeersealError } from "@peerseal/sdk";
import type { Kysely } from "kysely";
import type { Config } from "./config.js";
import { openDatabase } from "./store/database.js";
import { startEmbeddedPostgres } from "./store/embedded/embedded-postgres.js";
import { runningEmbeddedPostgres } from "./store/embedded/running.js";
import { migrate } from "./store/migrations/index.js";
import type { Tables } from "./store/tables.js";

/** What a command works with beside a registry, or in its absence. */
export type OperatorDatabase = { readonly db: Kysely<Tables>; readonly chainId: number };

/**
 * Lets a command use the database of the settings: the one that DATABASE_URL names, or the embedded one of the data
 * folder, which is started for the while where no registry runs on it.
 *
 * @throws PeersealError `config-invalid` where no registry has used it yet; `database-unreachable`, `data-locked`.
 */
export async function withOperatorDatabase<T>(
  config: Config,
  work: (database: OperatorDatabase) => Promise<T>,
): Promise<T> {
  const running = config.databaseUrl ?? (await runningEmbeddedPostgres(config.dataDir));
  const server = running === null ? await startEmbeddedPostgres({ dataDir: config.dataDir }) : null;
  try {
    const { db, close } = await openDatabase({ url: running ?? server?.url ?? "", connections: 2 });
    try {
      await migrate(db);
      const network = await db.selectFrom("network").select("chainId").executeTakeFirst();
      if (network === undefined) {
        throw new PeersealError("config-invalid", "No registry has used this database yet: start it once.");
      }
      return await work({ db, chainId: network.chainId });
    } finally {
      await close();
    }
  } finally {
    await server?.stop();
  }
}
