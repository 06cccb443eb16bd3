import { PeersealError } from "../errors.js";

/** A host name of letters, digits and hyphens; its last label is no number, so that it is no IP address. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const SEGMENT = /^(?:[\w.-]|%[0-9A-Fa-f]{2})+$/;
/** Longer than any DID that somebody would use. */
const MAX_DID = 1_024;

type DidWeb = { readonly host: string; readonly port: string | null; readonly path: readonly string[] };

/**
 * Where the DID document of a `did:web` stands: `did:web:example.org` at `https://example.org/.well-known/did.json`,
 * `did:web:example.org%3A8443:staff:ada` at `https://example.org:8443/staff/ada/did.json`. Always https.
 * Source: did:web method specification, section "Read (Resolve)".
 *
 * @throws `id-malformed` where it is no `did:web`, names an IP address, or has a path that could lead elsewhere
 *
 * @example
 * didWebUrl("did:web:iyonada.example"); // "https://iyonada.example/.well-known/did.json"
 */
export function didWebUrl(did: string): string {
  const parsed = parseDidWeb(did);
  if (parsed === null) throw new PeersealError("id-malformed", "This is no DID of the method did:web.");
  const { host, port, path } = parsed;
  const origin = `https://${host}${port === null ? "" : `:${port}`}`;
  return path.length === 0 ? `${origin}/.well-known/did.json` : `${origin}/${path.join("/")}/did.json`;
}

/**
 * The host of a `did:web` in lower case, without its port; null where it is none, or names a port: another port of a host
 * may be somebody else's.
 */
export function didWebHost(did: string): string | null {
  const parsed = parseDidWeb(did);
  return parsed === null || parsed.port !== null ? null : parsed.host.toLowerCase();
}

function parseDidWeb(did: string): DidWeb | null {
  if (did.length > MAX_DID || !did.startsWith("did:web:")) return null;
  const [authority = "", ...path] = did.slice("did:web:".length).split(":");
  const [, host = "", port = null] = /^([^%]+)(?:%3A([1-9]\d{0,4}))?$/i.exec(authority) ?? [];
  if (host.length > 253 || !HOST.test(host) || (port !== null && Number(port) > 65_535)) return null;
  return path.every(isSafe) ? { host, port, path } : null;
}

/** Whether a segment stays a segment of its own once somebody decodes it. */
function isSafe(segment: string): boolean {
  if (!SEGMENT.test(segment)) return false;
  try {
    const plain = decodeURIComponent(segment);
    return plain !== "." && plain !== ".." && !/[/\\?#\s]/.test(plain);
  } catch {
    return false;
  }
}
