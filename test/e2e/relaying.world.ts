import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Config,
  createKey,
  createLog,
  KEYSTORE_FILE,
  type NewKeyWish,
  type Registry,
  type RegistryOptions,
  type StartPart,
  startRegistry,
  startVcApi,
} from "@peerseal/registry-api";
import {
  accountSigner,
  type Client,
  connect,
  createClient,
  type Deployment,
  deployNetwork,
  generateCredentialKey,
  type NetworkConnection,
} from "@peerseal/sdk";
import { JsonRpcProvider, NonceManager } from "ethers";
import type { Moment } from "../../packages/registry-api/dist/anchoring/deps.js";
import { type RelayingOptions, startRelayingWith } from "../../packages/registry-api/dist/relaying.js";
import { type Database, openDatabase } from "../../packages/registry-api/dist/store/database.js";
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../packages/registry-api/dist/store/embedded/embedded-postgres.js";
import { type LocalChain, openLocalChain } from "../../scripts/local-chain/local-chain.ts";
import { credentialSeedOf, QUICK_PERIODS, walletOf } from "./stack.keys.ts";

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

const DAY = 86_400;
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

export type RegistryPlan = {
  /** Folder of its own below the world's; default `registry`. */
  readonly folder?: string;
  /** Whose key pays; default `relayer`. */
  readonly payer?: string;
  readonly rpc?: string;
  readonly now?: () => number;
  /** Pause between two looks at the chain; default 20. */
  readonly pollMs?: number;
  readonly reached?: (moment: Moment) => void | Promise<void>;
  /** Parts that run beside relaying and the VC API; default none. */
  readonly followers?: readonly StartPart[];
  readonly keys?: RelayingOptions["keys"];
  /** Settings that differ. */
  readonly config?: Partial<Config>;
  /** Takes what the registry logs as errors. */
  readonly faults?: unknown[];
  /** Takes the place of a silent log. */
  readonly log?: ReturnType<typeof createLog>;
  /** Takes every line that the registry logs. */
  readonly logged?: (line: string) => void;
  /** Parts beside the usual ones. */
  readonly parts?: readonly StartPart[];
  readonly intakeReached?: RegistryOptions["intakeReached"];
  /** Takes everything that the registry logs. */
  readonly lines?: unknown[];
  /** Instead of keys in clear. */
  readonly keystore?: object;
};

/** A key; without a wish, that of an officer of institution 2, whose keys the registries were lent. */
export async function keyFor(
  world: Pick<World, "databaseUrl" | "deployment">,
  whose: Pick<NewKeyWish, "institution" | "roles"> = { institution: 2, roles: ["officer"] },
): Promise<string> {
  const database = await openDatabase({ url: world.databaseUrl, connections: 1 });
  try {
    const wish = { ...whose, label: "A test", createdBy: "operator" } as const;
    const at = { now: Math.floor(Date.now() / 1000) - DAY, chainId: world.deployment.chainId };
    return (await createKey(database.db, { ...wish, days: 730 }, at)).key;
  } finally {
    await database.close();
  }
}

/** A registry that was lent the keys of institution 2. */
export async function startOne(
  world: Pick<World, "dataDir" | "rpc" | "databaseUrl" | "deployment">,
  plan: RegistryPlan = {},
): Promise<{ readonly registry: Registry; readonly client: Client }> {
  const dataDir = join(world.dataDir, plan.folder ?? "registry");
  await mkdir(dataDir, { recursive: true });
  const lent = (await generateCredentialKey(credentialSeedOf(2))).stored();
  const keystore = {
    schema: "peerseal.keystore/1",
    demo: true,
    chainId: world.deployment.chainId,
    relayer: walletOf(plan.payer ?? "relayer").privateKey,
    institutions: [{ institution: 2, anchor: walletOf("institution 2").privateKey, credential: lent }],
  };
  await writeFile(join(dataDir, KEYSTORE_FILE), JSON.stringify(plan.keystore ?? keystore), { mode: 0o600 });
  const { reached, keys, now, faults, lines, logged } = plan;
  const log =
    plan.log ??
    createLog({ logLevel: logged === undefined ? "silent" : "debug" }, { write: logged ?? (() => undefined) });
  if (faults !== undefined) log.error = (fields: unknown) => faults.push(fields);
  if (lines !== undefined) {
    for (const level of ["debug", "info", "warn", "error"] as const)
      log[level] = (...said: unknown[]) => lines.push(said);
  }
  const databaseUrl = plan.config?.databaseUrl ?? world.databaseUrl;
  const registry = await startRegistry({
    config: {
      port: 0,
      dataDir,
      remote: null,
      databaseUrl: world.databaseUrl,
      publicUrl: null,
      tls: null,
      vcTest: false,
      logLevel: "silent",
      // What a killed registry held, the next one takes soon; shorter, a busy machine loses it in between.
      anchoring: { leaseSeconds: 3 },
      ...plan.config,
    },
    log,
    network: {
      network: world.deployment.network,
      rpc: plan.rpc ?? world.rpc,
      firstBlock: world.deployment.deployedAtBlock,
    },
    parts: [
      (deps) =>
        startRelayingWith(deps, {
          ...(reached === undefined ? {} : { reached }),
          ...(keys === undefined ? {} : { keys }),
        }),
      startVcApi,
      ...(plan.parts ?? []),
      ...(plan.followers ?? []),
    ],
    ...(plan.intakeReached === undefined ? {} : { intakeReached: plan.intakeReached }),
    pollMs: plan.pollMs ?? 20,
    ...(now === undefined ? {} : { now }),
  });
  return {
    registry,
    client: createClient({
      baseUrl: registry.url,
      apiKey: await keyFor({ deployment: world.deployment, databaseUrl }),
    }),
  };
}
