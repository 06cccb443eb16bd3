// Rebuilds everything that the chain tells from the chain alone, and says whether what was served is the same.
import { join } from "node:path";
import {
  type Config,
  createLog,
  readConfig,
  rebuildIndex,
  startEmbeddedPostgres,
  takeProcessLock,
} from "@peerseal/registry-api";
import type { NetworkId } from "@peerseal/sdk";
import { readNetworkFile } from "./demo/folder.ts";
import { openLocalNetwork } from "./demo/local-network.ts";
import { forgiveLeaving, lineOf, readOptions, tellOn } from "./lib/command.ts";

/*
 *   npm run rebuild              follows the chain anew, and puts what it says in the place of what is served
 *   npm run rebuild -- --check   compares only; ends with 1 where they differ
 *
 * Settings as of the registry. A local network must be stopped first; one on another chain may run meanwhile. The last
 * line on stdout is JSON.
 */
for (const stream of [process.stdout, process.stderr]) forgiveLeaving(stream);
const telling = tellOn(process.stderr);
const closers: (() => Promise<void>)[] = [];

async function main(): Promise<void> {
  const isCheck = readOptions(["check"]).has("check");
  const config = readConfig(process.env);
  const log = createLog({ logLevel: process.env.LOG_LEVEL ? config.logLevel : "error" });
  const { network, rpc } = await placeOf(config);
  telling.stage("following the chain anew");
  const rebuilt = await rebuildIndex({
    databaseUrl: config.databaseUrl ?? (await embedded(config)),
    network,
    rpc,
    settings: config.rpc ?? {},
    log,
    isCheck,
  });
  const { same, taken, served } = rebuilt;
  telling.stage(
    `${same ? "the same" : "different"} up to block ${served.block}; ${taken ? "the rebuilt rows are served now" : "nothing was changed"}`,
  );
  process.stdout.write(`${JSON.stringify({ rebuild: rebuilt })}\n`);
  if (isCheck && !same) process.exitCode = 1;
}

async function placeOf(config: Config): Promise<{ readonly network: NetworkId; readonly rpc: string }> {
  if (config.remote !== null) return { network: config.remote.network, rpc: config.remote.rpcUrl };
  const lock = await takeProcessLock(join(config.dataDir, "lock"), "The data folder");
  closers.push(lock.release);
  const { signal } = new AbortController();
  const chainPort = Number(new URL(readNetworkFile(config.dataDir).rpc).port);
  const local = await openLocalNetwork(telling, { dataDir: config.dataDir, chainPort, mustExist: true, signal });
  closers.push(local.close);
  return { network: local.file.network, rpc: local.file.rpc };
}

async function embedded({ dataDir }: Config): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir });
  closers.push(server.stop);
  return server.url;
}

async function close(): Promise<void> {
  for (const closer of closers.reverse()) await closer().catch(() => undefined);
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${lineOf(error)}\n`);
    process.exitCode = 1;
  })
  .finally(close);
