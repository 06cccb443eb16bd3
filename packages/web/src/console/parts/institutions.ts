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

/** Every entry of a list. */
export async function all<T>(list: Parameters<typeof pages<T>>[0]): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of pages(list)) found.push(entry);
  return found;
}

/** Does one thing for each, some at a time: a registry limits how much one caller asks within a minute. */
export async function eachOf<T, R>(entries: readonly T[], work: (entry: T) => Promise<R>, atATime = 8): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < entries.length; from += atATime) {
    results.push(...(await Promise.all(entries.slice(from, from + atATime).map(work))));
  }
  return results;
}
