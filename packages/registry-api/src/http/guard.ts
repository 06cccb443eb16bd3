import { PeersealError } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);
/** Public by its nature, and asked under the institution's own name. */
const ANY_HOST = "/.well-known/did.json";
/** IPv4 addresses may come in their IPv6 form. */
const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.|^::1$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;

/**
 * Refuses what a browser page of somebody else could send: any request whose `Host` is neither loopback nor the public
 * address (a foreign name that resolves to us: DNS rebinding), and writes from another origin. The one path that
 * institutions' own names lead to may be read under any name.
 *
 * @throws PeersealError `origin-refused`
 */
export function makeOriginGuard(publicUrl: string | null): (request: FastifyRequest) => void {
  const publicly = publicUrl === null ? null : new URL(publicUrl);
  return (request) => {
    const host = request.headers.host ?? "";
    if (request.method === "GET" && request.url === ANY_HOST) return;
    // Who listens to others hears loopback names from this machine alone: people sign in to the name that they see.
    const isLocal = LOOPBACK.test(host) && LOOPBACK_ADDRESS.test(request.ip);
    if (!isLocal && host !== publicly?.host) {
      throw new PeersealError("origin-refused", "This registry is not served under that host name.", {
        details: { host },
      });
    }
    if (READS.has(request.method)) return;
    const { origin } = request.headers;
    const site = request.headers["sec-fetch-site"];
    const own = origin === undefined || origin === publicly?.origin || origin === `${request.protocol}://${host}`;
    // A browser that says where a page stands need not send its origin.
    if (own && (origin !== undefined || site === undefined || site === "same-origin" || site === "none")) return;
    throw new PeersealError("origin-refused", "Pages of another origin may not write here.", {
      details: { origin: origin ?? null },
    });
  };
}
