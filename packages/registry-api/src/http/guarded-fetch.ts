import type { LookupAddress } from "node:dns";
import { lookup as lookUp } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { type RequestOptions, request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { PeersealError } from "@peerseal/sdk";

/** Fetches a document of somebody else's. @throws PeersealError `fetch-refused`, `fetch-failed` */
export type GuardedFetch = (url: string, options?: { readonly accept?: string }) => Promise<Uint8Array>;

export type GuardedFetchOptions = {
  /** Also http: and addresses of this machine; for test mode. */
  readonly loopbackAllowed: boolean;
  /** Longest time for all of it, redirects included; default 5,000. */
  readonly timeoutMs?: number;
  /** Largest body; default 2 MiB. */
  readonly maxBytes?: number;
};

const MAX_REDIRECTS = 3;
const MAX_URL = 2_048;
const DEFAULT_PORTS = new Set(["", "80", "443"]);

/**
 * The one way in which the registry fetches what a stranger's credential names. Only https: and only addresses of the
 * public Internet: the name is looked up once, every address it has is checked, and the connection goes to one of those,
 * so that a name that changes its mind between the two leads nowhere. Redirects are followed a few times under the same
 * rules. Nothing is sent but the request line; no cookie, no credential, no compression.
 */
export function makeGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const { loopbackAllowed, timeoutMs = 5_000, maxBytes = 2 * 1024 * 1024 } = options;
  const lookup = guardedLookup(loopbackAllowed);

  return async (url, { accept = "application/json" } = {}) => {
    const signal = AbortSignal.timeout(timeoutMs);
    let next = parse(url);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      requireReachable(next, loopbackAllowed);
      const response = await open(next, { signal, lookup, agent: false, headers: headersOf(accept) });
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        response.destroy();
        next = parse(headers.location, next);
        continue;
      }
      if (statusCode !== 200) {
        response.destroy();
        throw failure(`It answered ${statusCode}.`, { status: statusCode });
      }
      return read(response, maxBytes);
    }
    throw failure("It redirects too often.", { redirects: MAX_REDIRECTS });
  };
}

/** Sends a message to an address that somebody named. @throws PeersealError `fetch-refused`, `fetch-failed` */
export type GuardedPost = (
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
) => Promise<number>;

/**
 * As {@link makeGuardedFetch}, for sending: under the same rules, but no redirect is followed, and of the answer nothing
 * but its status is read.
 */
export function makeGuardedPost(options: Omit<GuardedFetchOptions, "maxBytes">): GuardedPost {
  const { loopbackAllowed, timeoutMs = 10_000 } = options;
  const lookup = guardedLookup(loopbackAllowed);
  return async (text, { headers, body }) => {
    const url = parse(text);
    requireReachable(url, loopbackAllowed);
    const sent = { ...headers, "content-length": Buffer.byteLength(body), "user-agent": "peerseal-registry" };
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await open(url, { method: "POST", signal, lookup, agent: false, headers: sent }, body);
    response.destroy();
    return response.statusCode ?? 0;
  };
}

/** Says at once what sending would refuse without looking a name up. @throws PeersealError `fetch-refused` */
export function requireAddress(url: string, loopbackAllowed: boolean): void {
  requireReachable(parse(url), loopbackAllowed);
}

function allows(loopbackAllowed: boolean, address: string, family: 4 | 6): boolean {
  return !isSpecial(address, family) || (loopbackAllowed && LOOPBACK.check(address, named(family)));
}

function guardedLookup(loopbackAllowed: boolean): LookupFunction {
  return (hostname, lookupOptions, done) => {
    lookUp(hostname, { ...lookupOptions, all: true }, (error, found) => {
      if (error !== null) return done(error, "");
      const refused = found.find(({ address, family }) => !allows(loopbackAllowed, address, family === 6 ? 6 : 4));
      const [first] = found;
      if (refused !== undefined || first === undefined) return done(refusal("address", hostname), "");
      return lookupOptions.all === true ? done(null, [...found]) : done(null, first.address, first.family);
    });
  };
}

const headersOf = (accept: string) => ({ accept, "accept-encoding": "identity", "user-agent": "peerseal-registry" });

function parse(text: string, base?: URL): URL {
  const url = text.length > MAX_URL ? null : URL.parse(text, base);
  if (url === null) throw refusal("url", "");
  return url;
}

function requireReachable(url: URL, loopbackAllowed: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:" && !(loopbackAllowed && url.protocol === "http:")) throw refusal("scheme", host);
  if (url.username !== "" || url.password !== "") throw refusal("url", host);
  if (!loopbackAllowed && !DEFAULT_PORTS.has(url.port)) throw refusal("port", host);
  // Addresses are not looked up, so the check of looked-up names would never see them.
  const family = isIP(host);
  if (family !== 0 && !allows(loopbackAllowed, host, family === 6 ? 6 : 4)) throw refusal("address", host);
}

function open(url: URL, options: RequestOptions, body?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === "http:" ? requestHttp : requestHttps;
    request(url, options, resolve)
      .on("error", (cause) => {
        reject(cause instanceof PeersealError ? cause : failure("It does not answer.", {}, cause));
      })
      .end(body);
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of response) {
      if (!Buffer.isBuffer(piece)) continue;
      bytes += piece.length;
      if (bytes > maxBytes) throw failure("It is too large.", { maxBytes });
      pieces.push(piece);
    }
  } catch (cause) {
    response.destroy();
    throw cause instanceof PeersealError ? cause : failure("It broke off.", {}, cause);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

const named = (family: 4 | 6) => (family === 6 ? "ipv6" : "ipv4");

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

// Everything that IANA sets apart from the public Internet (RFC 6890 and its registries).
const SPECIAL = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  SPECIAL.addSubnet(network, prefix, "ipv4");
}
// Global unicast is 2000::/3; within it some ranges carry IPv4 addresses or lead nowhere.
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet("2000::", 3, "ipv6");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  SPECIAL.addSubnet(network, prefix, "ipv6");
}

/** Whether an address is none of the public Internet. */
function isSpecial(address: LookupAddress["address"], family: 4 | 6): boolean {
  if (family === 6 && !GLOBAL_UNICAST.check(address, "ipv6")) return true;
  return SPECIAL.check(address, named(family));
}

function refusal(reason: "url" | "scheme" | "port" | "address", host: string): PeersealError {
  return new PeersealError("fetch-refused", `The address is not one that is fetched from here (${reason}).`, {
    details: { reason, host },
  });
}

function failure(message: string, details: Readonly<Record<string, unknown>>, cause?: unknown): PeersealError {
  return new PeersealError("fetch-failed", message, { details, cause });
}
