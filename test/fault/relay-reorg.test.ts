import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "@peerseal/registry-api";
import { accountSigner, type Client, connect, type Deployment, deployNetwork, signAction } from "@peerseal/sdk";
import { JsonRpcProvider, NonceManager } from "ethers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startOne } from "../e2e/relaying.world.ts";
import { QUICK_PERIODS, walletOf } from "../e2e/stack.keys.ts";

const WITHIN = { timeout: 60_000, interval: 50 };
const WEALTH = `0x${(10n ** 21n).toString(16)}`;

let dataDir: string;
let anvil: ChildProcess;
let rpc: string;
let provider: JsonRpcProvider;
let deployment: Deployment;
let server: { readonly url: string; readonly stop: () => Promise<void> };
let client: Client;
let close: () => Promise<void>;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-relay-reorg-"));
  rpc = await startAnvil();
  provider = new JsonRpcProvider(rpc, 31337, {
    staticNetwork: true,
    batchMaxCount: 1,
    cacheTimeout: -1,
    pollingInterval: 20,
  });
  for (const name of ["relayer", "outsider"]) {
    await provider.send("anvil_setBalance", [walletOf(name).address, WEALTH]);
  }
  deployment = await deployNetwork({
    sender: new NonceManager(walletOf("outsider").connect(provider)),
    chainId: 31337,
    governance: { kind: "account", address: accountSigner(walletOf("governance")).bytes },
    periods: QUICK_PERIODS,
  });
  server = await startEmbeddedPostgres({ dataDir });
  const started = await startOne({ dataDir, rpc, databaseUrl: server.url, deployment });
  client = started.client;
  close = started.registry.close;
});

afterAll(async () => {
  await close?.();
  provider?.destroy();
  anvil?.kill("SIGKILL");
  await server?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

/** A chain whose final block is two epochs behind its newest. */
function startAnvil(): Promise<string> {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const program = createRequire(import.meta.url).resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);
  const args = ["--port", "0", "--mixed-mining", "--block-time", "1", "--slots-in-an-epoch", "32"];
  anvil = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    anvil.once("exit", () => reject(new Error("anvil ended")));
    if (anvil.stdout === null) throw new TypeError("anvil has no output");
    createInterface(anvil.stdout).on("line", (line) => {
      const address = /Listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
}

test("an act whose block a reorganisation drops is sent again and recorded again", async () => {
  await provider.send("anvil_mine", ["0x5"]);
  const connection = await connect({ rpc, network: deployment.network });
  const message = {
    institution: 1,
    name: "Institution 1",
    domain: "institution-1.example",
    country: "0x4a50",
    kind: 1,
    profileDigest: `0x${"00".repeat(32)}`,
    admin: accountSigner(walletOf("institution 1")).bytes,
    purposes: 127,
  } as const;
  const signed = await signAction(accountSigner(walletOf("governance")), connection, "Admit", message, {
    deadline: 4_000_000_000,
  });
  connection.close();
  const relay = await client.actions.recorded(await client.actions.send(signed), { everyMs: 20 });
  const hash = relay.transaction ?? "";
  const block = relay.block ?? 0;
  expect(await provider.getTransactionReceipt(hash)).not.toBeNull();

  // Blocks also come by the clock: drop some more than from the newest to the one that holds it.
  await provider.send("anvil_reorg", [(await provider.getBlockNumber()) - block + 3, []]);
  await vi.waitFor(async () => {
    const receipt = await provider.getTransactionReceipt(hash);
    expect(receipt?.status).toBe(1);
    const again = await client.actions.get(relay.id);
    expect(again).toMatchObject({ state: "recorded", transaction: hash, failure: null });
    expect(again.block).toBe(receipt?.blockNumber);
    expect((await client.institutions.get(1)).name).toBe("Institution 1");
  }, WITHIN);
});
