// Runs the local network: chain, registry, and the demo data that is made the first time.
import { join } from "node:path";
import { type Config, HOST, readConfig } from "@peerseal/registry-api/config";
import { PeersealError } from "@peerseal/sdk";
import { takeProcessLock } from "../packages/registry-api/src/store/embedded/process-lock.ts";
import { isSeeded, readNetworkFile } from "./demo/folder.ts";
import { forgiveLeaving, lineOf, readOptions, requireFreePort, tellOn } from "./lib/command.ts";

/** Chain and registry, loaded once nothing stands in the way: what is refused is refused at once. */
const network = async (signal: AbortSignal) => {
  const loaded = await import("./start/network.ts");
  signal.throwIfAborted();
  return loaded;
};

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

  const run = { config, telling, closers, signal };
  if (config.remote !== null) return (await network(signal)).runRemote(run, config.remote);
  if (options.chainOnly) readNetworkFile(dataDir);
  else await requireFreePort(config.port, config.host ?? HOST);
  const chainPort = chainPortOf(config, options);
  await requireFreePort(chainPort, HOST);
  return (await network(signal)).runLocal(run, { ...options, chainPort });
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
