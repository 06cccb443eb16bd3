import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Config,
  createLog,
  FOLLOWERS,
  keepDemoKeys,
  type NetworkPlace,
  readDemoApiKeys,
  requireUnclaimed,
  type StartPart,
  seedImport,
  startRegistry,
  startRelaying,
  startVcApi,
} from "@peerseal/registry-api";
import { createClient, PeersealError } from "@peerseal/sdk";
import { SEED_FOLDER } from "../demo/folder.ts";
import { INSTITUTIONS } from "../demo/institutions.ts";
import { type LocalNetwork, openLocalNetwork, type Telling } from "../demo/local-network.ts";
import { verifyCommand, whatToTry } from "../demo/what-to-try.ts";
import { wipe } from "../demo/wipe.ts";
import { fetchOwn } from "../lib/own-fetch.ts";

const WEB_ROOT = resolve(import.meta.dirname, "../../packages/web/dist");
const READY_PATIENCE_MS = 60_000;
const READY_POLL_MS = 50;
const BUSY_TRIES = 60;
const BUSY_PAUSE_MS = 500;

/** What every run is given. */
export type Run = {
  readonly config: Config;
  readonly telling: Telling;
  /** What was started, to be ended in the opposite order. */
  readonly closers: (() => Promise<void>)[];
  /** Gives up between two steps. */
  readonly signal: AbortSignal;
};

export type LocalOptions = { readonly fresh: boolean; readonly chainOnly: boolean; readonly chainPort: number };

/** The chain of the data folder with the registry beside it, or alone. */
export async function runLocal(run: Run, { fresh, chainOnly, chainPort }: LocalOptions): Promise<void> {
  const { config, telling, closers, signal } = run;
  const { dataDir } = config;
  if (fresh) {
    // Found after the old network is gone, this would leave neither.
    if (config.databaseUrl !== null) await requireUnclaimed(config.databaseUrl);
    telling.stage("removing the network that was here");
    await wipe(dataDir);
  }
  telling.stage("starting the chain");
  const local = await openLocalNetwork(telling, { dataDir, chainPort, mustExist: chainOnly, signal });
  closers.push(local.close);
  if (chainOnly) return sayChainRuns(config, local);
  return serve(run, local);
}

async function serve(run: Run, { file, announce }: LocalNetwork): Promise<void> {
  const { config } = run;
  const place = { network: file.network, rpc: file.rpc, firstBlock: file.deployedAtBlock };
  const seed = seedImport(join(config.dataDir, SEED_FOLDER));
  const demoKeys = keepDemoKeys(INSTITUTIONS.map(({ id }) => id));
  const parts = [seed, startRelaying, startVcApi, demoKeys, ...FOLLOWERS];
  const url = await runRegistry(run, { place, parts, seeded: true });
  announce(url);
  const shown = config.publicUrl ?? url;
  const isDefaultFolder = !process.env.PEERSEAL_DATA_DIR;
  say(`Peerseal is ready at ${shown} (network ${file.network}, chain ${file.rpc}). Ctrl-C stops it.`);
  const apiKeys = await readDemoApiKeys(config.dataDir);
  const client = createClient({
    baseUrl: url,
    fetch: fetchOwn,
    ...(apiKeys === null ? {} : { apiKey: apiKeys.admin }),
  });
  say(await patiently(() => whatToTry(client, { url: shown, dataDir: config.dataDir, isDefaultFolder, apiKeys })));
}

/** The registry of a chain that runs elsewhere. */
export async function runRemote(run: Run, remote: NonNullable<Config["remote"]>): Promise<void> {
  const place = { network: remote.network, rpc: remote.rpcUrl, firstBlock: 0 };
  const url = await runRegistry(run, { place, parts: [startRelaying, startVcApi, ...FOLLOWERS], seeded: null });
  say(`Peerseal is ready at ${run.config.publicUrl ?? url} (network ${remote.network}). Ctrl-C stops it.`);
}

type What = {
  readonly place: NetworkPlace;
  readonly parts: readonly StartPart[];
  readonly seeded: boolean | null;
};

/** Starts the registry and waits until it is ready. */
async function runRegistry(run: Run, { place, parts, seeded }: What): Promise<string> {
  const { config, telling, closers, signal } = run;
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

/** Asks again where the registry is too busy for now: a machine that starts it may be slow for a while. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let left = BUSY_TRIES; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0 || !(error instanceof PeersealError && error.retryable)) throw error;
      await new Promise((done) => setTimeout(done, BUSY_PAUSE_MS));
    }
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
