import { parseNetworkId } from "@peerseal/sdk";
import { type Check, fieldOf, ok, quantity, type Said, warn } from "../finding.js";

const RANGE = 1_000;

/** What each endpoint can do: finality, ranges of logs, and states of the past. */
export const rpc: Check = {
  name: "rpc",
  needs: ["config", "chain"],
  run: async ({ place, ask }) => {
    if (place === null) return [];
    const { directory } = parseNetworkId(place.network);
    const said: Said[] = [];
    for (const endpoint of place.rpcUrls.keys()) {
      const at = `Endpoint ${endpoint + 1} of RPC_URL`;
      const head = await ask(endpoint, "eth_blockNumber", []).then(quantity, () => null);
      // That it does not answer is told by another check.
      if (head === null) continue;
      const final = await ask(endpoint, "eth_getBlockByNumber", ["finalized", false]).catch(() => null);
      if (fieldOf(final, "number") === undefined) {
        said.push(
          warn(
            `${at} does not tell what is final: 64 blocks are waited for instead.`,
            "Use an endpoint that knows the tag `finalized`.",
          ),
        );
      }
      const from = Math.max(0, head - RANGE + 1);
      const filter = { address: directory, fromBlock: hex(from), toBlock: hex(head) };
      const logs = await ask(endpoint, "eth_getLogs", [filter]).catch(() => null);
      if (!Array.isArray(logs)) {
        said.push(
          warn(
            `${at} refuses logs of ${RANGE} blocks: a backfill will be slow.`,
            "Use an endpoint or plan that allows it.",
          ),
        );
      }
      const past = Math.max(1, head - 10_000);
      const code = await ask(endpoint, "eth_getCode", [directory, hex(Math.min(past, head))]).catch(() => null);
      if (typeof code !== "string") {
        said.push(
          warn(
            `${at} keeps no states of the past: verdicts as of an earlier block are refused.`,
            "Use an archive endpoint beside it.",
          ),
        );
      }
    }
    return said.length === 0 ? [ok("The endpoints tell finality, logs and past states.")] : said;
  },
};

const hex = (n: number) => `0x${n.toString(16)}`;
