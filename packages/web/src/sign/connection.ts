import {
  type Address,
  connect,
  type NetworkConnection,
  PeersealError,
  parseNetworkId,
  readVerifier,
} from "@peerseal/sdk";
import { useSuspenseQuery } from "@tanstack/react-query";
import { findNetwork } from "../app/network.js";

/** The network that is signed for, and its verifier of passkeys. */
export type SigningPlace = { readonly connection: NetworkConnection; readonly verifier: Address };

/**
 * The registry's own network, read from its chain.
 *
 * @throws (to the nearest boundary) PeersealError `registry-unreachable`, `chain-unreachable`, `network-missing`.
 */
export function useSigningPlace(): SigningPlace {
  return useSuspenseQuery({ queryKey: ["signing-place"], queryFn: openPlace, staleTime: Number.POSITIVE_INFINITY })
    .data;
}

async function openPlace(): Promise<SigningPlace> {
  const place = await findNetwork();
  if (place === null) throw new PeersealError("registry-unreachable", "No registry answers at this address.");
  if (place.rpc === null) {
    throw new PeersealError("chain-unreachable", "The registry names no endpoint of its chain that browsers may ask.");
  }
  const connection = await connect({ rpc: place.rpc, network: parseNetworkId(place.network).id });
  return { connection, verifier: await readVerifier(connection) };
}
