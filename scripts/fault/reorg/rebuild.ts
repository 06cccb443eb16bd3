import { createHash } from "node:crypto";
import { createLog } from "@peerseal/registry-api";
import { connect, parseHex32, parseNetworkId } from "@peerseal/sdk";
import pg from "pg";
import { registriesOf } from "../../../packages/registry-api/dist/indexer/advance.js";
import { startIndexer } from "../../../packages/registry-api/dist/indexer/indexer.js";
import { chainSource } from "../../../packages/registry-api/dist/indexer/source.js";
import { forgetChain } from "../../../packages/registry-api/dist/store/blocks.js";
import { openDatabase } from "../../../packages/registry-api/dist/store/database.js";
import { migrate } from "../../../packages/registry-api/dist/store/migrations/index.js";
import { claimNetwork } from "../../../packages/registry-api/dist/store/network.js";
import { type Indexed, readIndexed } from "../checks/rows.ts";
import type { World } from "../world.ts";

/** Follows the chain from its first block, in a database of its own, each time that it is asked. */
export type Rebuilder = {
  /** What an index says that knows nothing but the chain as it is now, up to a block at least. */
  readonly rebuild: (upTo: number) => Promise<Indexed>;
  readonly close: () => Promise<void>;
};

export async function makeRebuilder(world: World, databaseUrl: string): Promise<Rebuilder> {
  const { deployment, chainUrl, ask } = world;
  const { db, close } = await openDatabase({ url: databaseUrl });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const connection = await connect({ rpc: chainUrl, network: deployment.network });
  await migrate(db);
  await claimNetwork(db, {
    network: deployment.network,
    chainId: deployment.chainId,
    genesis: parseHex32((await ask<{ readonly hash: string }>("eth_getBlockByNumber", ["0x0", false])).hash),
    directory: parseNetworkId(deployment.network).directory,
    firstBlock: deployment.deployedAtBlock,
  });
  return {
    rebuild: async (upTo) => {
      await forgetChain(db);
      const indexer = startIndexer(
        {
          db,
          source: chainSource(connection),
          registries: registriesOf(connection.contracts),
          firstBlock: deployment.deployedAtBlock,
          log: createLog({ logLevel: "silent" }),
        },
        { pollMs: 5 },
      );
      try {
        await indexer.caughtUpTo(upTo, { timeoutMs: 60_000 });
      } finally {
        await indexer.close();
      }
      const indexed = await readIndexed(pool);
      if (indexed === null) throw new Error("A rebuild gave nothing.");
      return indexed;
    },
    close: async () => {
      connection.close();
      await pool.end();
      await close();
    },
  };
}

/** One word for all rows about the chain up to a block: equal rows in equal order, equal word. */
export function digestUpTo({ rows }: Indexed, block: number): string {
  const lines = rows
    .filter((row) => row.block <= block)
    .map(
      ({ table, values }) => `${table} ${JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))}`,
    )
    .sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}
