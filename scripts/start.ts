// Runs the local network: chain, registry, and the demo data that is made the first time.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Config,
  createLog,
  FOLLOWERS,
  HOST,
  keepDemoKeys,
  type NetworkPlace,
  readConfig,
  readDemoApiKeys,
  requireUnclaimed,
  type StartPart,
  seedImport,
  startRegistry,
  startRelaying,
  startVcApi,
  takeProcessLock,
} from "@peerseal/registry-api";
import { createClient, PeersealError } from "@peerseal/sdk";
import { isSeeded, readNetworkFile, SEED_FOLDER, wipe } from "./demo/folder.ts";
import { INSTITUTIONS } from "./demo/institutions.ts";
import { type LocalNetwork, openLocalNetwork } from "./demo/local-network.ts";
import { verifyCommand, whatToTry } from "./demo/what-to-try.ts";
import { forgiveLeaving, lineOf, readOptions, requireFreePort, tellOn } from "./lib/command.ts";
import { fetchOwn } from "./lib/own-fetch.ts";

const WEB_ROOT = resolve(import.meta.dirname, "../packages/web/dist");
const READY_PATIENCE_MS = 60_000;
const READY_POLL_MS = 50;

for (const stream of [process.stdout, process.stderr]) forgiveLeaving(stream);
const telling = tellOn(process.stderr);
/** What was started, to be ended in the opposite order. */
const closers: (() => Promise<void>)[] = [];

async function main(signal: AbortSignal): Promise<void> {
  const given = readOptions(["fresh", "chain-only"]);
  const options = { fresh: given.has("fresh"), chainOnly: given.has("chain-only") };
  const { LOG_LEVEL } = process.env;
  const settings = readConfig(process.env);
  // For a person at a terminal silence is good news; whoever sets a level gets all of it.
  const config: Config = { ...settings, logLevel: LOG_LEVEL ? settings.logLevel : "warn" };
  const { dataDir } = config;
  if (config.remote !== null && (options.fresh || options.chainOnly)) {
    throw new PeersealError("config-invalid", "--fresh and --chain-only are for the local chain: unset RPC_URL.");
  }
  if (options.fresh && options.chainOnly) {
    throw new PeersealError("config-invalid", "--fresh makes a network, --chain-only keeps one: give one of them.");
  }
  const lock = await takeProcessLock(join(dataDir, "lock"), "The data folder");
  closers.push(lock.release);

  if (config.remote !== null) return runRemote(config, config.remote, signal);
  if (options.chainOnly) readNetworkFile(dataDir);
  else await requireFreePort(config.port, config.host ?? HOST);
  const chainPort = chainPortOf(config, options);
  await requireFreePort(chainPort, HOST);
  if (options.fresh) {
    // Found after the old network is gone, this would leave neither.
    if (config.databaseUrl !== null) await requireUnclaimed(config.databaseUrl);
    telling.stage("removing the network that was here");
    await wipe(dataDir);
  }
  telling.stage("starting the chain");
  const local = await openLocalNetwork(telling, { dataDir, chainPort, mustExist: options.chainOnly, signal });
  closers.push(local.close);
  if (options.chainOnly) return sayChainRuns(config, local);
  return runLocal(config, local, signal);
}

async function runLocal(config: Config, { file, announce }: LocalNetwork, signal: AbortSignal): Promise<void> {
  const place = { network: file.network, rpc: file.rpc, firstBlock: file.deployedAtBlock };
  const seed = seedImport(join(config.dataDir, SEED_FOLDER));
  const demoKeys = keepDemoKeys(INSTITUTIONS.map(({ id }) => id));
  const parts = [seed, startRelaying, startVcApi, demoKeys, ...FOLLOWERS];
  const url = await runRegistry(config, { place, parts, seeded: true }, signal);
  announce(url);
  const shown = config.publicUrl ?? url;
  const isDefaultFolder = !process.env.PEERSEAL_DATA_DIR;
  say(`Peerseal is ready at ${shown} (network ${file.network}, chain ${file.rpc}). Ctrl-C stops it.`);
  say(
    await whatToTry(createClient({ baseUrl: url, fetch: fetchOwn }), {
      url: shown,
      dataDir: config.dataDir,
      isDefaultFolder,
      apiKeys: await readDemoApiKeys(config.dataDir),
    }),
  );
}

async function runRemote(config: Config, remote: NonNullable<Config["remote"]>, signal: AbortSignal): Promise<void> {
  const place = { network: remote.network, rpc: remote.rpcUrl, firstBlock: 0 };
  const url = await runRegistry(
    config,
    { place, parts: [startRelaying, startVcApi, ...FOLLOWERS], seeded: null },
    signal,
  );
  say(`Peerseal is ready at ${config.publicUrl ?? url} (network ${remote.network}). Ctrl-C stops it.`);
}

type What = {
  readonly place: NetworkPlace;
  readonly parts: readonly StartPart[];
  readonly seeded: boolean | null;
};

/** Starts the registry and waits until it is ready. */
async function runRegistry(config: Config, { place, parts, seeded }: What, signal: AbortSignal): Promise<string> {
  telling.stage("starting database and registry");
  const registry = await startRegistry({
    config,
    log: createLog(config),
    network: place,
    parts,
    demoSeeded: () => seeded,
    webRoot: existsSync(WEB_ROOT) ? WEB_ROOT : null,
  });
  closers.push(registry.close);
  const end = Date.now() + READY_PATIENCE_MS;
  for (;;) {
    signal.throwIfAborted();
    const { ok, body } = await fetchOwn(`${registry.url}/readyz`);
    await body?.cancel();
    if (ok) return registry.url;
    // A long chain may take longer to follow; it is served meanwhile.
    if (Date.now() > end) telling.stage(`still following the chain: see ${registry.url}/readyz`);
    if (Date.now() > end) return registry.url;
    await new Promise((done) => setTimeout(done, READY_POLL_MS));
  }
}

/** The port stays the same from start to start, as files may name it; a new PORT moves it too. */
function chainPortOf({ port, dataDir }: Config, { fresh }: { readonly fresh: boolean }): number {
  const beside = port === 0 ? 0 : port === 65_535 ? port - 1 : port + 1;
  const recorded = recordedPort(dataDir, fresh);
  const isChosen = port !== 0 && Boolean(process.env.PORT);
  return recorded === null || isChosen || recorded === port ? beside : recorded;
}

/** A damaged network is no hindrance to the one that takes its place. */
function recordedPort(dataDir: string, fresh: boolean): number | null {
  if (!isSeeded(dataDir)) return null;
  try {
    return Number(new URL(readNetworkFile(dataDir).rpc).port);
  } catch (error) {
    if (fresh) return null;
    throw error;
  }
}

function sayChainRuns({ dataDir }: Config, { file }: LocalNetwork): void {
  const place = { dataDir, isDefaultFolder: !process.env.PEERSEAL_DATA_DIR };
  say(`The chain runs at ${file.rpc} (network ${file.network}), without the registry. Ctrl-C stops it.`);
  say(`\nTry it:\n\n  ${verifyCommand(place, "good.peerseal.json")}\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Ends what was started; one that fails does not keep the others open. */
async function close(): Promise<boolean> {
  let clean = true;
  for (const closer of closers.splice(0).reverse()) {
    await closer().catch((error: unknown) => {
      clean = false;
      process.stderr.write(`${lineOf(error)}\n`);
    });
  }
  return clean;
}

const stopping = new AbortController();
const running = main(stopping.signal);
const stop = async () => {
  if (stopping.signal.aborted) return;
  stopping.abort();
  // What is being started ends itself at the next step; then everything is ended in order.
  await running.catch(() => undefined);
  process.exit((await close()) ? 0 : 1);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

running.catch(async (error: unknown) => {
  if (stopping.signal.aborted) return;
  process.stderr.write(`${lineOf(error)}\n`);
  await close();
  process.exit(1);
});
