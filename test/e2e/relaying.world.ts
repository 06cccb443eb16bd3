import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountSigner, connect, type Deployment, deployNetwork, type NetworkConnection } from "@peerseal/sdk";
import { JsonRpcProvider, NonceManager } from "ethers";
import { type Database, openDatabase } from "../../packages/registry-api/dist/store/database.js";
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../packages/registry-api/dist/store/embedded/embedded-postgres.js";
import { type LocalChain, openLocalChain } from "../../scripts/local-chain/local-chain.ts";
import { QUICK_PERIODS, walletOf } from "./stack.keys.ts";

export { keyFor, type RegistryPlan, startOne } from "./relaying.one.ts";

/** Chain and database on which registries are started, one or several, by one relayer key or another. */
export type World = {
  readonly dataDir: string;
  readonly rpc: string;
  readonly databaseUrl: string;
  readonly deployment: Deployment;
  readonly connection: NetworkConnection;
  /** Reads the tables beside the registry. */
  readonly database: Database;
  /** Sends past the registry: with the relayer's own key, and with another's. */
  readonly provider: JsonRpcProvider;
  readonly closeChain: () => Promise<void>;
  /** The same chain on the same port. */
  readonly openChain: () => Promise<void>;
  readonly end: () => Promise<void>;
};

const WEALTH = 10n ** 21n;

export async function makeWorld(name: string, now?: () => number): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), `peerseal-${name}-`));
  const fund = ["relayer", "outsider"].map((who) => ({ address: walletOf(who).address, wei: WEALTH }));
  const open = () => openLocalChain({ dataDir, fund, ...(now === undefined ? {} : { now }) });
  let chain: LocalChain = await open();
  const rpc = await chain.listen({ port: 0 });
  const provider = new JsonRpcProvider(rpc, chain.chainId, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
    pollingInterval: 20,
  });
  const deployment = await deployNetwork({
    sender: new NonceManager(walletOf("outsider").connect(provider)),
    chainId: chain.chainId,
    governance: { kind: "account", address: accountSigner(walletOf("governance")).bytes },
    periods: QUICK_PERIODS,
  });
  const connection = await connect({ rpc, network: deployment.network });
  const server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir });
  const database = await openDatabase({ url: server.url });
  return {
    dataDir,
    rpc,
    databaseUrl: server.url,
    deployment,
    connection,
    database,
    provider,
    closeChain: () => chain.close(),
    openChain: async () => {
      chain = await open();
      await chain.listen({ port: Number(new URL(rpc).port) });
    },
    end: async () => {
      connection.close();
      provider.destroy();
      await database.close();
      await server.stop();
      await chain.close();
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
