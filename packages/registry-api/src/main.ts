import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NETWORK_FILE, PeersealError, parseJson, parseNetworkFile } from "@peerseal/sdk";
import { type Config, readConfig } from "./config.js";
import { FOLLOWERS } from "./followers.js";
import { createLog } from "./log.js";
import { type NetworkPlace, startRegistry } from "./registry.js";
import { startRelaying } from "./relaying.js";
import { startVcApi } from "./vc-api.js";

/** The registry alone, beside a chain that runs already: `node packages/registry-api/dist/main.js`. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config);
  const registry = await startRegistry({
    config,
    log,
    network: await placeOf(config),
    parts: [startRelaying, startVcApi, ...FOLLOWERS],
    webRoot: fileURLToPath(new URL("../../web/dist", import.meta.url)),
  });
  const stop = (signal: NodeJS.Signals) => {
    log.info({ event: "registry-stopping", signal });
    registry.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

async function placeOf(config: Config): Promise<NetworkPlace> {
  if (config.remote !== null) return { network: config.remote.network, rpc: config.remote.rpcUrl, firstBlock: 0 };
  const path = join(config.dataDir, NETWORK_FILE);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new PeersealError(
      "config-invalid",
      `There is no ${path}: start the local network (npm start), or set RPC_URL and PEERSEAL_NETWORK.`,
      { cause },
    );
  });
  const file = parseNetworkFile(parseJson(bytes));
  return { network: file.network, rpc: file.rpc, firstBlock: file.deployedAtBlock };
}

main().catch((error: unknown) => {
  const line =
    error instanceof PeersealError
      ? `${error.code}: ${error.message} ${error.fix}`
      : `internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  process.stderr.write(`${line}\n`);
  process.exit(1);
});
