import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createLog, removeEmbeddedPostgres, startEmbeddedPostgres } from "@peerseal/registry-api";
import {
  accountSigner,
  connect,
  type Deployment,
  deployNetwork,
  type Hex,
  type NetworkConnection,
  parseHex32,
  parseNetworkId,
  sendAction,
  signAction,
} from "@peerseal/sdk";
import { JsonRpcProvider, NonceManager, Wallet } from "ethers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { registriesOf } from "../../packages/registry-api/dist/indexer/advance.js";
import { type Indexer, startIndexer } from "../../packages/registry-api/dist/indexer/indexer.js";
import { chainSource } from "../../packages/registry-api/dist/indexer/source.js";
import { forgetChain, readCursor } from "../../packages/registry-api/dist/store/blocks.js";
import { type Database, openDatabase } from "../../packages/registry-api/dist/store/database.js";
import { listInstitutions, listKeys } from "../../packages/registry-api/dist/store/institutions.js";
import { migrate } from "../../packages/registry-api/dist/store/migrations/index.js";
import { claimNetwork } from "../../packages/registry-api/dist/store/network.js";
import { QUICK_PERIODS } from "../e2e/stack.keys.ts";

const NONE: Hex = `0x${"0".repeat(64)}`;
const walletOf = (name: string) => new Wallet(`0x${createHash("sha256").update(name).digest("hex")}`);
const governor = walletOf("governor");
const relayer = walletOf("relayer");
const WITHIN = { timeout: 30_000, interval: 50 };

let dataDir: string;
let anvil: ChildProcess | undefined;
let provider: JsonRpcProvider;
let sender: NonceManager;
let deployment: Deployment;
let connection: NetworkConnection;
let server: { readonly url: string; readonly stop: () => Promise<void> };
let database: Database;
let indexer: Indexer | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-reorg-"));
  server = await startEmbeddedPostgres({ dataDir });
  database = await openDatabase({ url: server.url });
  await migrate(database.db);
});

afterEach(async () => {
  await indexer?.close();
  indexer = undefined;
  connection?.close();
  provider?.destroy();
  anvil?.kill("SIGKILL");
  await database?.close();
  await server?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts anvil, whose `finalized` block is two epochs behind its newest, with a network on it. */
async function startNetwork(slotsInAnEpoch: number): Promise<void> {
  const args = ["--port", "0", "--mixed-mining", "--block-time", "1", "--slots-in-an-epoch", String(slotsInAnEpoch)];
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform()}/bin/anvil`);
  anvil = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const rpc = await new Promise<string>((resolve, reject) => {
    anvil?.once("exit", () => reject(new Error("anvil ended")));
    if (anvil?.stdout == null) throw new Error("anvil has no output");
    createInterface(anvil.stdout).on("line", (line) => {
      const address = /Listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
  provider = new JsonRpcProvider(rpc, 31337, {
    staticNetwork: true,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: 20,
  });
  await provider.send("anvil_setBalance", [relayer.address, `0x${(10n ** 21n).toString(16)}`]);
  sender = new NonceManager(relayer.connect(provider));
  deployment = await deployNetwork({
    sender,
    chainId: 31337,
    governance: { kind: "account", address: accountSigner(governor).bytes },
    periods: QUICK_PERIODS,
  });
  connection = await connect({ rpc, network: deployment.network });
  await claimNetwork(database.db, {
    network: deployment.network,
    chainId: 31337,
    genesis: parseHex32((await provider.getBlock(0))?.hash ?? ""),
    directory: parseNetworkId(deployment.network).directory,
    firstBlock: deployment.deployedAtBlock,
  });
}

const platform = () => `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;

function follow(): Indexer {
  indexer = startIndexer(
    {
      db: database.db,
      source: chainSource(connection),
      registries: registriesOf(connection.contracts),
      firstBlock: deployment.deployedAtBlock,
      log: createLog({ logLevel: "silent" }),
    },
    { pollMs: 20 },
  );
  return indexer;
}

async function admit(institution: number, name: string): Promise<number> {
  const admin = walletOf(name).address.toLowerCase() as Hex;
  const message = {
    institution,
    name,
    domain: "a.example",
    country: "0x4a50",
    kind: 1,
    profileDigest: NONE,
    admin,
    purposes: 127,
  } as const;
  const signed = await signAction(accountSigner(governor), connection, "Admit", message, { deadline: 2 ** 40 - 1 });
  return (await sendAction(sender, connection, signed)).blockNumber;
}

async function indexed(): Promise<{ names: string[]; keys: string[] }> {
  const { data } = await listInstitutions(database.db, {}, { limit: 100 });
  const keys = await Promise.all(data.map((row) => listKeys(database.db, row.institution, { limit: 100 })));
  return { names: data.map((row) => row.name), keys: keys.flatMap((page) => page.data.map((row) => row.data)) };
}

async function reorg(depth: number): Promise<void> {
  await provider.send("anvil_reorg", [depth, []]);
  // Transactions of the dropped blocks are gone, so their nonces are free again.
  sender.reset();
}

test("takes back what a reorganisation drops, and records what comes instead", async () => {
  await startNetwork(32);
  const following = follow();
  await admit(1, "stays");
  await provider.send("anvil_mine", ["0x5"]);
  const before = await admit(2, "dropped");
  await following.caughtUpTo(before);
  expect((await indexed()).names).toEqual(["stays", "dropped"]);

  // Blocks also come by the clock, even now: drop some more than from the newest to the one that admitted the second.
  await reorg((await provider.getBlockNumber()) - before + 3);
  await vi.waitFor(async () => expect((await indexed()).names).toEqual(["stays"]), WITHIN);

  const after = await admit(2, "instead");
  await following.caughtUpTo(after);
  const seen = await indexed();
  expect(seen.names).toEqual(["stays", "instead"]);
  expect(seen.keys).toEqual([walletOf("stays"), walletOf("instead")].map(({ address }) => address.toLowerCase()));

  await following.close();
  await forgetChain(database.db);
  await follow().caughtUpTo(after);
  expect(await indexed()).toEqual(seen);
});

test("stops below finality and keeps what it has", async () => {
  await startNetwork(1);
  const following = follow();
  await following.caughtUpTo(await admit(1, "final"));
  const newest = await provider.getBlockNumber();
  await provider.send("anvil_mine", ["0x5"]);
  await vi.waitFor(async () => {
    expect((await readCursor(database.db))?.final.number).toBeGreaterThan(newest);
  }, WITHIN);

  await reorg(10);
  await vi.waitFor(() => expect(following.state().failing).toBe("reorg-beyond-finality"), WITHIN);
  expect((await indexed()).names).toEqual(["final"]);
});
