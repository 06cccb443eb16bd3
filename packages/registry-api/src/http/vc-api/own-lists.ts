import { wire } from "@peerseal/sdk";
import type { GuardedFetch } from "../guarded-fetch.js";
import type { StatusListSources } from "../routes/status.js";

/** Loads a status list: our own from where it is made, without a way through the network; others by a guarded fetch. */
export function statusListLoader(
  lists: StatusListSources,
  baseUrl: () => string,
  fetchGuarded: GuardedFetch,
): (url: string) => Promise<Uint8Array> {
  return async (url) => {
    const prefix = `${baseUrl()}/status/`;
    const name = url.startsWith(prefix) ? wire.parseListId(url.slice(prefix.length)) : null;
    if (name === null) return fetchGuarded(url, { accept: wire.STATUS_LIST_TYPES.join(", ") });
    const { body } = name.kind === "chain" ? await lists.chain.read(name) : await lists.test(name);
    return new Uint8Array(Buffer.from(body));
  };
}
