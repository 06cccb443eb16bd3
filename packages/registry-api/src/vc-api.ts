import { join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { readKeystore } from "./anchoring/keystore.js";
import { statusListRoutes } from "./http/routes/status.js";
import { makeStatusLists } from "./http/status-lists.js";
import type { Part, PartDeps } from "./parts.js";
import { KEYSTORE_FILE } from "./relaying.js";

/** The part that speaks with verifiers who know W3C's standards and nothing of us: status lists and the VC API. */
export async function startVcApi(deps: PartDeps): Promise<Part> {
  const { config, db, connection, network, chain, baseUrl, now } = deps;
  const { lent } = await readKeystore(join(config.dataDir, KEYSTORE_FILE), network.chainId);
  const lists = makeStatusLists({
    db,
    chain,
    network: connection.network,
    baseUrl,
    now,
    keyOf: (institution) => lent.get(institution)?.credential ?? null,
  });
  return {
    name: "vc-api",
    routes: [
      statusListRoutes({
        chain: lists,
        test: async () => {
          throw new PeersealError("vc-test-off", "The test issuer has no lists here.");
        },
      }),
    ],
    state: () => ({ ready: true, reason: null }),
    close: async () => undefined,
  };
}
