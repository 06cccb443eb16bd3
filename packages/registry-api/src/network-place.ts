import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NETWORK_FILE, PeersealError, parseJson, parseNetworkFile } from "@peerseal/sdk";
import type { Config } from "./config.js";
import type { NetworkPlace } from "./registry.js";

/**
 * Where the network of the settings is: another's by `RPC_URL`, else the local one of the data folder.
 *
 * @throws PeersealError `config-invalid` where neither is there.
 */
export async function placeOf(config: Config): Promise<NetworkPlace> {
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
