import type { Verdict } from "@peerseal/sdk";
import type { Location } from "./locate.js";

const START =
  "Start the local one with `npm start` or `npm run chain`, or name one: --rpc <url> --network <id> (RPC_URL, PEERSEAL_NETWORK).";

/** What to do so that more can be checked, or what to mind about what was checked; null: nothing. */
export function hintFor(verdict: Verdict, { rpc, network }: Location): string | null {
  const reasons = new Set(verdict.checks.map(({ reason }) => reason));
  if (reasons.has("no-rpc")) return `no network was found, so only the file itself was checked. ${START}`;
  if (reasons.has("chain-unreachable")) {
    return `the chain at ${shown(rpc)} does not answer, so only the file itself was checked. ${START}`;
  }
  if (reasons.has("chain-wrong")) return `${shown(rpc)} serves another chain than the network's. ${START}`;
  if (reasons.has("network-missing")) {
    return `there is no network ${verdict.network ?? ""} at ${shown(rpc)}. Check --network, or start it anew.`;
  }
  if (reasons.has("network-unknown")) return `the file names no network. ${START}`;
  if (network === null && verdict.network !== null) {
    return `the network is the one that the file itself names, ${verdict.network}: anyone can set one up. Choose yours with --network.`;
  }
  return null;
}

/** An endpoint without user, password, path and query: keys of hosted endpoints stand there. */
function shown(rpc: string | null): string {
  return rpc !== null && URL.canParse(rpc) ? new URL(rpc).origin : "the endpoint";
}
