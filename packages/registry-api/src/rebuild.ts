import { type NetworkId, PeersealError } from "@peerseal/sdk";
import type { FastifyBaseLogger } from "fastify";
import { openChain, type RpcSettings } from "./chain-link.js";
import { registriesOf } from "./indexer/advance.js";
import { startIndexer } from "./indexer/indexer.js";
import { asChainError } from "./rpc/index.js";
import { readCursor } from "./store/blocks.js";
import { openDatabase } from "./store/database.js";
import { type IndexDigest, indexDigest } from "./store/index-digest.js";
import { migrate } from "./store/migrations/index.js";
import { readNetwork } from "./store/network.js";
import { dropShadow, openShadow, SHADOW, takeShadow } from "./store/shadow.js";

export type RebuildOptions = {
  readonly databaseUrl: string;
  readonly network: NetworkId;
  /** With commas between several. */
  readonly rpc: string;
  readonly settings: RpcSettings;
  readonly log: FastifyBaseLogger;
  /** Compares only: what is served stays as it is. */
  readonly isCheck: boolean;
  /** Longest time that the chain may be followed, in milliseconds; a day unless given. */
  readonly timeoutMs?: number;
};

/** What a rebuild came to. `same`: what was served is what the chain says, row by row. */
export type Rebuilt = {
  readonly served: IndexDigest;
  readonly rebuilt: IndexDigest;
  readonly same: boolean;
  /** Whether the rebuilt rows took the place of the served ones. */
  readonly taken: boolean;
};

/**
 * Follows the chain anew, from the network's first block to the newest one that is served, into tables beside the real
 * ones; compares the digests; and puts the new rows in the place of the old ones, unless it only checks. The registry
 * may run meanwhile: its readers see all old rows or all new ones.
 *
 * @throws PeersealError as the registry's start; `not-found` where nothing is indexed yet.
 */
export async function rebuildIndex(options: RebuildOptions): Promise<Rebuilt> {
  const real = await openDatabase({ url: options.databaseUrl });
  try {
    await migrate(real.db);
    const link = await openChain({ ...options, db: real.db });
    try {
      const cursor = await readCursor(real.db);
      if (cursor === null) throw new PeersealError("not-found", "Nothing is indexed yet: start the registry first.");
      await openShadow(real.db);
      const shadow = await openDatabase({ url: options.databaseUrl, schema: SHADOW });
      try {
        const indexer = startIndexer(
          {
            db: shadow.db,
            source: link.source,
            registries: registriesOf(link.connection.contracts),
            firstBlock: (await readNetwork(real.db)).firstBlock,
            log: options.log,
          },
          { pollMs: 100 },
        );
        await indexer
          .caughtUpTo(cursor.head.number, { timeoutMs: options.timeoutMs ?? 86_400_000 })
          .finally(() => indexer.close());
        // The one that is less far tells up to where both can be compared; neither may fall behind it meanwhile.
        const [mine, theirs] = [await readCursor(shadow.db), await readCursor(real.db)];
        const upTo = Math.min(mine?.head.number ?? 0, theirs?.head.number ?? 0);
        const rebuilt = await indexDigest(shadow.db, { upTo });
        const served = await indexDigest(real.db, { upTo });
        const same = rebuilt.digest === served.digest;
        if (!options.isCheck) await takeShadow(real.db);
        return { served, rebuilt, same, taken: !options.isCheck };
      } finally {
        await shadow.close();
        await dropShadow(real.db);
      }
    } finally {
      link.close();
    }
  } catch (error) {
    throw asChainError(error);
  } finally {
    await real.close();
  }
}
