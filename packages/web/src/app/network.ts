import { useQuery } from "@tanstack/react-query";

/** The network of the registry that served the page. `rpc`: an endpoint of its chain; null: it tells none. */
export type NetworkPlace = { readonly network: string; readonly rpc: string | null };

/** The app is shown without the answer after so long. */
const PATIENCE_MS = 3_000;

/**
 * What the registry says of its network; null where the page is served by none, such as from plain files. Read without
 * the SDK: the page is there before that is loaded, and verifying trusts none of it.
 */
export async function findNetwork(): Promise<NetworkPlace | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch("/v1/network", { headers: { accept: "application/json" }, signal });
    const told: unknown = response.ok ? await response.json() : null;
    if (typeof told !== "object" || told === null || !("network" in told)) return null;
    const rpc = "rpc" in told && typeof told.rpc === "string" ? told.rpc : null;
    return typeof told.network === "string" ? { network: told.network, rpc } : null;
  } catch {
    return null;
  }
}

/** The network, once it is known; undefined until then. */
export function useNetwork(): NetworkPlace | null | undefined {
  return useQuery({ queryKey: ["network-place"], queryFn: findNetwork, staleTime: Number.POSITIVE_INFINITY }).data;
}

/** Chains whose coins are worth nothing; whatever stands on them is for trying. */
const TEST_CHAINS: ReadonlySet<string> = new Set(["1337", "31337", "11155111", "17000", "84532", "421614", "11155420"]);

/** Chain id of a network where that is a test chain; null otherwise. */
export function testChainOf(network: string): string | null {
  const [, chain = ""] = network.split(":");
  return TEST_CHAINS.has(chain) ? chain : null;
}
