import { type Hex, type NetworkConnection, parseNetworkId, readPeriods } from "@peerseal/sdk";
import { whileItChanges } from "./chain-link.js";
import type { NetworkView } from "./http/deps.js";
import { splitUrls } from "./rpc/index.js";

/** The network as the routes tell of it. @param rpc its endpoints, with commas between several. */
export async function viewOf(connection: NetworkConnection, rpc: string, genesis: Hex): Promise<NetworkView> {
  const { chainId, directory } = parseNetworkId(connection.network);
  const contracts: Record<string, Hex> = { ...connection.contracts };
  const periodsOf = (route: "panel" | "rapid") => whileItChanges(() => readPeriods(connection, route));
  return {
    network: connection.network,
    chainId,
    directory,
    genesis,
    contracts,
    periods: { panel: await periodsOf("panel"), rapid: await periodsOf("rapid") },
    rpc: shareable(rpc),
  };
}

/** Hosted endpoints carry keys in their path, query or credentials: only a bare address may be shown. */
function shareable(rpc: string): string | null {
  const { pathname, search, username, password, origin } = new URL(splitUrls(rpc)[0] ?? rpc);
  return pathname === "/" && search === "" && username === "" && password === "" ? origin : null;
}
