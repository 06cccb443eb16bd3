import { PeersealError } from "@peerseal/sdk";

/**
 * Endpoints of a list with commas between them.
 *
 * @throws PeersealError `chain-unreachable` for a text that is no http(s) URL; the text itself is not shown.
 */
export function splitUrls(list: string): readonly string[] {
  const urls = list
    .split(",")
    .map((url) => url.trim())
    .filter((url) => url !== "");
  for (const [i, url] of urls.entries()) {
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) continue;
    throw new PeersealError("chain-unreachable", `Endpoint ${i + 1} of RPC_URL is not an http(s) URL.`, {
      details: { place: i + 1 },
    });
  }
  if (urls.length === 0) throw new PeersealError("chain-unreachable", "RPC_URL names no endpoint.");
  return [...new Set(urls)];
}

/** How an endpoint may be named: hosted ones keep keys in path, query and credentials. */
export function originOf(url: string): string {
  return new URL(url).origin;
}

/** Origins, told apart by a number where they are the same. */
export function namesOf(origins: readonly string[]): readonly string[] {
  return origins.map((origin, i) => {
    const earlier = origins.slice(0, i).filter((one) => one === origin).length;
    return earlier === 0 ? origin : `${origin}#${earlier + 1}`;
  });
}
