import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  type Config,
  createLog,
  type Registry,
  rebuildIndex,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  startRegistry,
} from "@peerseal/registry-api";
import {
  accountSigner,
  connect,
  type Deployment,
  deployNetwork,
  encodeAction,
  type Hex,
  type NetworkConnection,
  signAction,
} from "@peerseal/sdk";
import { id, JsonRpcProvider, NonceManager, Wallet } from "ethers";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Database, openDatabase } from "../../packages/registry-api/dist/store/database.js";
import { indexDigest } from "../../packages/registry-api/dist/store/index-digest.js";
import { QUICK_PERIODS } from "../e2e/stack.keys.ts";

const NONE: Hex = `0x${"0".repeat(64)}`;
const LAST = 2 ** 40 - 1;
const walletOf = (name: string) => new Wallet(`0x${createHash("sha256").update(name).digest("hex")}`);
const governor = walletOf("governor");
const relayer = walletOf("relayer");
const WITHIN = { timeout: 40_000, interval: 50 };
const log = createLog({ logLevel: "silent" });

let dataDir: string;
let server: { readonly url: string; readonly stop: () => Promise<void> };
let database: Database;
let anvils: ChildProcess[] = [];
let rpc: string;
let provider: JsonRpcProvider;
let sender: NonceManager;
let deployment: Deployment;
let connection: NetworkConnection;
let registry: Registry;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-truth-"));
  server = await startEmbeddedPostgres({ dataDir });
  database = await openDatabase({ url: server.url });
  rpc = await startAnvil();
  provider = new JsonRpcProvider(rpc, 31337, {
    staticNetwork: true,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: 20,
  });
  await provider.send("anvil_setBalance", [relayer.address, `0x${(10n ** 21n).toString(16)}`]);
  sender = new NonceManager(relayer.connect(provider));
  // Blocks that have nothing of the network in them come first.
  await provider.send("anvil_mine", ["0x7"]);
  deployment = await deployNetwork({
    sender,
    chainId: 31337,
    governance: { kind: "account", address: accountSigner(governor).bytes },
    periods: QUICK_PERIODS,
  });
  connection = await connect({ rpc, network: deployment.network });
  registry = await start();
});

afterAll(async () => {
  await registry?.close();
  connection?.close();
  provider?.destroy();
  for (const anvil of anvils) anvil.kill("SIGKILL");
  await database?.close();
  await server?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** A chain whose finality is some sixty blocks behind. */
async function startAnvil(): Promise<string> {
  const args = ["--port", "0", "--mixed-mining", "--block-time", "1", "--slots-in-an-epoch", "32"];
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);
  const anvil = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  anvils = [...anvils, anvil];
  return new Promise((resolve, reject) => {
    anvil.once("exit", () => reject(new Error("anvil ended")));
    createInterface(anvil.stdout).on("line", (line) => {
      const address = /Listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
}

const config = (more: Partial<Config> = {}): Config => ({
  port: 0,
  dataDir,
  remote: null,
  databaseUrl: server.url,
  publicUrl: null,
  tls: null,
  vcTest: false,
  logLevel: "silent",
  rpc: { recheckMs: 200 },
  ...more,
});

function start(at: string = rpc): Promise<Registry> {
  // Where the network begins is not told.
  return startRegistry({
    config: config(),
    log,
    network: { network: deployment.network, rpc: at, firstBlock: 0 },
    pollMs: 20,
  });
}

async function admission(institution: number): Promise<{ readonly to: Hex; readonly data: Hex }> {
  const message = {
    institution,
    name: `Institution ${institution}`,
    domain: `i${institution}.example`,
    country: "0x4a50",
    kind: 1,
    profileDigest: NONE,
    admin: walletOf(`admin ${institution}`).address.toLowerCase() as Hex,
    purposes: 127,
  } as const;
  const signed = await signAction(accountSigner(governor), connection, "Admit", message, { deadline: LAST });
  return encodeAction(connection, signed);
}

async function admit(): Promise<number> {
  const call = await admission((await countOnChain()) + 1);
  const sent = await sender.sendTransaction({ ...call, gasLimit: 500_000 });
  return (await sent.wait())?.blockNumber ?? 0;
}

const check = () =>
  rebuildIndex({ databaseUrl: server.url, network: deployment.network, rpc, settings: {}, log, isCheck: true });

test("begins at the block in which the network was deployed, which it finds by itself", async () => {
  await registry.caughtUpTo(await admit());
  const noted = await database.db.selectFrom("network").select("firstBlock").executeTakeFirstOrThrow();
  expect(noted.firstBlock).toBeGreaterThanOrEqual(deployment.deployedAtBlock);
  const codes = async (block: number) =>
    Promise.all(Object.values(connection.contracts).map((address) => provider.getCode(address, block)));
  expect(new Set(await codes(noted.firstBlock - 1))).toEqual(new Set(["0x"]));
  expect(new Set(await codes(noted.firstBlock)).size).toBeGreaterThan(1);
});

test("a reader sees a block as a whole or not at all", async () => {
  const reader = new pg.Client(server.url);
  await reader.connect();
  const question = `select (select count(*)::int from institutions) as a, (select count(*)::int from standings) as b,
    (select count(*)::int from keys) as c, (select number::int from chain_cursor) as head`;
  const before = (await reader.query(question)).rows[0];
  let isOver = false;
  const seen = new Map<string, { a: number; b: number; c: number }>();
  const reading = (async () => {
    while (!isOver) {
      const { a, b, c } = (await reader.query(question)).rows[0];
      seen.set(`${a} ${b} ${c}`, { a, b, c });
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  const perBlock = 10;
  try {
    await provider.send("evm_setAutomine", [false]);
    await provider.send("evm_setIntervalMining", [0]);
    for (let block = 0; block < 4; block++) {
      const sent = [];
      const known = await countOnChain();
      for (let i = 1; i <= perBlock; i++) {
        sent.push(await sender.sendTransaction({ ...(await admission(known + i)), gasLimit: 500_000 }));
      }
      await provider.send("evm_mine", []);
      await registry.caughtUpTo(await provider.getBlockNumber(), { timeoutMs: 40_000 });
      expect(sent).toHaveLength(perBlock);
    }
  } finally {
    isOver = true;
    await reading;
    await provider.send("evm_setAutomine", [true]);
    await provider.send("evm_setIntervalMining", [1]);
  }
  const after = (await reader.query(question)).rows[0];
  await reader.end();
  expect(after.a - before.a).toBe(4 * perBlock);
  for (const { a, b, c } of seen.values()) {
    expect((a - before.a) % perBlock).toBe(0);
    expect([b - before.b, c - before.c]).toEqual([a - before.a, a - before.a]);
  }
  // It did look while blocks came in.
  expect(seen.size).toBeGreaterThanOrEqual(4);
});

test("after reorganisations, lost connections and a restart the index is what a rebuild makes", async () => {
  // What was admitted above is to stay.
  await provider.send("anvil_mine", ["0x20"]);
  for (const depth of [1, 5, 12]) {
    await registry.caughtUpTo(await admit());
    await provider.send("anvil_reorg", [depth, []]);
    sender.reset();
    const block = await admit();
    await terminateOthers();
    await registry.caughtUpTo(block, { timeoutMs: 40_000 });
  }
  const compared = await check();
  expect(compared).toMatchObject({ same: true, taken: false });
  expect(compared.served.rows).toBeGreaterThan(100);

  await registry.close();
  registry = await start();
  await registry.caughtUpTo(await admit());
  expect(await check()).toMatchObject({ same: true });
});

test("a rebuild finds rows that are not the chain's, and puts right ones in their place while readers read", async () => {
  const block = await admit();
  await registry.caughtUpTo(block);
  await registry.close();
  const before = await indexDigest(database.db);
  await database.db.updateTable("institutions").set({ name: "Somebody else" }).where("institution", "=", 1).execute();
  await database.db.deleteFrom("keys").where("institution", "=", 2).execute();
  expect(await check()).toMatchObject({ same: false, taken: false });
  const rebuilt = await rebuildIndex({
    databaseUrl: server.url,
    network: deployment.network,
    rpc,
    settings: {},
    log,
    isCheck: false,
  });
  expect(rebuilt).toMatchObject({ same: false, taken: true });
  expect(await indexDigest(database.db, { upTo: before.block ?? 0 })).toEqual(before);
  registry = await start();
  await registry.caughtUpTo(await admit());
  expect(await check()).toMatchObject({ same: true });
});

test("stops when a contract has other code, refuses to start, and goes on when all is as it was", async () => {
  const { credentials } = connection.contracts;
  const code = await provider.getCode(credentials);
  await provider.send("anvil_setCode", [credentials, "0x6001"]);
  await vi.waitFor(() => expect(registry.state().failing).toBe("contracts-changed"), WITHIN);
  const response = await fetch(`${registry.url}/readyz`);
  expect([response.status, (await response.json()).chain]).toEqual([
    503,
    { ready: false, reason: "contracts-changed" },
  ]);
  await expect(start()).rejects.toMatchObject({ code: "contracts-changed", details: { field: "code" } });
  await provider.send("anvil_setCode", [credentials, code]);
  await vi.waitFor(() => expect(registry.state().failing).toBeNull(), WITHIN);
  await registry.caughtUpTo(await admit());
});

test("refuses another chain, alone or beside the right one", async () => {
  const other = await startAnvil();
  await expect(start(other)).rejects.toMatchObject({
    code: expect.stringMatching(/^(?:database-foreign|network-missing)$/),
  });
  const both = await start(`${other},${rpc}`);
  await both.caughtUpTo(await admit());
  expect(both.state().failing).toBeNull();
  await both.close();
  expect(await check()).toMatchObject({ same: true });
});

/** Ends the connections of everyone but this test. */
async function terminateOthers(): Promise<void> {
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and application_name = 'peerseal-registry'`,
  );
  await client.end();
}

/** Institutions are admitted in the order of their numbers. */
async function countOnChain(): Promise<number> {
  const topics = [id("InstitutionAdmitted(uint32,string,string,bytes2,uint8,bytes32)")];
  return (await provider.getLogs({ fromBlock: 0, address: connection.contracts.institutions, topics })).length;
}
