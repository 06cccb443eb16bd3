import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "@peerseal/registry-api";
import {
  accountSigner,
  type Client,
  type CourseVersionDocument,
  type CredentialKey,
  connect,
  createClient,
  type Deployment,
  deployNetwork,
  type NetworkConnection,
  type VersionId,
} from "@peerseal/sdk";
import { JsonRpcProvider, NonceManager } from "ethers";
import pg from "pg";
import { addCredentialKey, foundNetwork, publishCourse } from "../../test/e2e/cast.ts";
import { keyFor, type RegistryPlan, startOne } from "../../test/e2e/relaying.world.ts";
import { QUICK_PERIODS, walletOf } from "../../test/e2e/stack.keys.ts";
import { startAnvil } from "./anvil.ts";
import { type Door, openDoor } from "./door.ts";
import { type Ask, askerOf, hexOf } from "./json-rpc.ts";
import { startMiner } from "./miner.ts";
import { storedIn } from "./stored.ts";

/** PostgreSQL for as many worlds as there are, each with a database of its own. */
export type Server = { readonly dataDir: string; readonly url: string; readonly close: () => Promise<void> };

export async function startServer(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-fault-"));
  const server = await startEmbeddedPostgres({ dataDir });
  return {
    dataDir,
    url: server.url,
    close: async () => {
      await server.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A chain with a network, a database, and a course to issue for. */
export type World = {
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly deployment: Deployment;
  /** Replicas ask the chain through its URL. */
  readonly door: Door;
  /** Asks the chain itself; what makes blocks or takes them away waits until nothing else does. */
  readonly ask: Ask;
  readonly chainUrl: string;
  readonly connection: NetworkConnection;
  readonly pool: pg.Pool;
  readonly version: VersionId;
  readonly document: CourseVersionDocument;
  readonly key: CredentialKey;
  /** A batch that is sealed: asked to seal it again, a registry looks at once whether there is something to do. */
  readonly sealed: { readonly institution: number; readonly number: number };
  /** Of an officer of the issuing institution. */
  readonly apiKey: string;
  readonly close: () => Promise<void>;
};

const WEALTH = `0x${(10n ** 24n).toString(16)}`;
export const CHAIN_ID = 31337;
export const COURSE_CODE = "fault-course";
/** The institution that issues; its keys are lent to every replica. */
export const ISSUER = 2;

/** Settings of every replica: what takes minutes elsewhere takes a moment here. */
export const SETTINGS: NonNullable<RegistryPlan["config"]> = {
  anchoring: { leaseSeconds: 0.8, rollingCapacity: 8, rollingSealAfter: 1, bodiesKeptDays: 0 },
};

let worlds = 0;

/** @param slotsInAnEpoch final are all blocks but the newest two epochs. */
export async function makeWorld(server: Server, slotsInAnEpoch: number): Promise<World> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const name = `world${++worlds}`;
    const databaseUrl = await makeDatabase(server.url, name);
    const anvil = await startAnvil(slotsInAnEpoch);
    closers.push(anvil.stop);
    const { ask: askChain, close: hangUp } = askerOf(anvil.url);
    closers.push(hangUp);
    for (const who of ["relayer", "outsider"]) await askChain("anvil_setBalance", [walletOf(who).address, WEALTH]);
    const deployment = await deploy(anvil.url);
    const { ask, mineSoon, close: stopMining } = await startMiner(askChain);
    closers.push(stopMining);
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    // Faults end connections of replicas; one of ours that breaks is replaced.
    pool.on("error", () => undefined);
    closers.push(() => pool.end());
    const door = await openDoor(anvil.url, storedIn(pool), mineSoon);
    closers.push(door.close);
    const connection = await connect({ rpc: anvil.url, network: deployment.network });
    closers.push(connection.close);
    const dataDir = join(server.dataDir, name);
    const { registry, client } = await startOne(
      { dataDir, rpc: door.url, databaseUrl, deployment },
      { config: SETTINGS },
    );
    try {
      const deps = { client, connection };
      await foundNetwork(deps, 2);
      const key = await addCredentialKey(deps, ISSUER);
      const { version, document } = await publishCourse(deps, ISSUER, COURSE_CODE);
      const issued = await client.batches.issue({ courseVersion: version, learners: ["first@example.org"] });
      const { institution, number } = await client.batches.reached(issued, ["anchored"], { everyMs: 20 });
      // What the network is made of is final: no reorganisation drops it.
      await ask("anvil_mine", [hexOf(2 * slotsInAnEpoch + 2)]);
      return {
        apiKey: await keyFor({ databaseUrl, deployment }),
        ...{ dataDir, databaseUrl, deployment, door, ask, connection, pool, version, document, key, close },
        sealed: { institution, number },
        chainUrl: anvil.url,
      };
    } finally {
      await registry.close();
    }
  } catch (error) {
    await close();
    throw error;
  }
}

/** Speaks to a registry of the world, wherever it runs; keeps no connection that would hold up its end. */
export function clientAt({ apiKey }: Pick<World, "apiKey">, url: string): Client {
  const leaving: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), connection: "close" } });
  return createClient({ baseUrl: url, apiKey, fetch: leaving });
}

/** An empty database of the server. */
export async function makeDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
    // Replicas are killed here, PostgreSQL is not: a commit need not wait for the disk to outlive them.
    await client.query(`alter database ${name} set synchronous_commit = off`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function deploy(rpc: string): Promise<Deployment> {
  const provider = new JsonRpcProvider(rpc, CHAIN_ID, {
    staticNetwork: true,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: 10,
  });
  try {
    return await deployNetwork({
      sender: new NonceManager(walletOf("outsider").connect(provider)),
      chainId: CHAIN_ID,
      governance: { kind: "account", address: accountSigner(walletOf("governance")).bytes },
      periods: QUICK_PERIODS,
    });
  } finally {
    provider.destroy();
  }
}
