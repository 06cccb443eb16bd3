import { parseNetworkId } from "@peerseal/sdk";
import { readNetwork } from "../../../store/network.js";
import { type Check, fail, fieldOf, ok, quantity, type Said, warn } from "../finding.js";

/** Every endpoint serves the chain of the settings, the directory is there, and the database is of the same network. */
export const network: Check = {
  name: "network",
  needs: ["config", "chain"],
  run: async ({ place, ask, db }) => {
    if (place === null) return [];
    const { chainId, directory } = parseNetworkId(place.network);
    const stored = db === null ? null : await readNetwork(db).catch(() => null);
    const said: Said[] = [];
    for (const endpoint of place.rpcUrls.keys()) {
      const at = `Endpoint ${endpoint + 1} of RPC_URL`;
      try {
        const actual = quantity(await ask(endpoint, "eth_chainId", []));
        if (actual !== chainId) {
          said.push(fail(`${at} serves chain ${actual}, not ${chainId}.`, "Correct RPC_URL or PEERSEAL_NETWORK."));
          continue;
        }
        const genesis = fieldOf(await ask(endpoint, "eth_getBlockByNumber", ["0x0", false]), "hash");
        if (stored !== null && genesis !== stored.genesis) {
          said.push(
            fail(
              `${at} serves a chain with another first block than the database's.`,
              "Give this network a database of its own: set DATABASE_URL or PEERSEAL_DATA_DIR.",
            ),
          );
        }
        if ((await ask(endpoint, "eth_getCode", [directory, "latest"])) === "0x") {
          said.push(fail(`${at} has no contract at the directory ${directory}.`, "Correct PEERSEAL_NETWORK."));
        }
      } catch {
        said.push(
          (place.rpcUrls.length > 1 ? warn : fail)(
            `${at} does not answer.`,
            "Check its address and key in RPC_URL, and the network.",
          ),
        );
      }
    }
    if (stored !== null && stored.network !== place.network) {
      said.push(
        fail(`The database belongs to ${stored.network}.`, "Set DATABASE_URL to the database of this network."),
      );
    }
    return said.length === 0 ? [ok(`${place.network} is there.`)] : said;
  },
};
