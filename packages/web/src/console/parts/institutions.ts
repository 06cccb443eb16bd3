import { pages, type wire } from "@peerseal/sdk";
import { useRead } from "../../registry/registry.js";

/** All institutions of the network, by number. There are hundreds at most. */
export function useInstitutions(): ReadonlyMap<number, wire.Institution> {
  return useRead(["institutions"], async (client) => {
    const found = new Map<number, wire.Institution>();
    for await (const one of pages((page) => client.institutions.list(page))) found.set(one.id, one);
    return found;
  });
}
