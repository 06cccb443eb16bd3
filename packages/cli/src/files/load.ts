import { MAX_FILE, PeersealError } from "@peerseal/sdk";

const TIMEOUT_MS = 20_000;
const MAX_REDIRECTS = 5;

/**
 * Gets what a link leads to: over https, or over http from this machine; at most 20 seconds, 5 redirects and 64 MiB. The
 * server learns that somebody asked, which is why only a link that the user gave is followed.
 *
 * @throws PeersealError `link-refused` for other links, `link-unreachable`, `open-limit`.
 */
export async function loadFile(link: string): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let url = link;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    requireAllowed(url);
    const response = await ask(url, signal);
    const target = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || target === null) return bodyOf(response, url);
    await response.body?.cancel();
    if (!URL.canParse(target, url)) break;
    // Followed by hand, so that a redirect cannot lead to where a link may not.
    url = new URL(target, url).href;
  }
  throw new PeersealError("link-unreachable", `${shown(link)} leads from one address to another without end.`);
}

async function ask(url: string, signal: AbortSignal): Promise<Response> {
  try {
    const headers = { accept: "application/json, application/vc+jwt, image/*, application/pdf, */*;q=0.1" };
    return await fetch(url, { redirect: "manual", credentials: "omit", headers, signal });
  } catch (cause) {
    throw new PeersealError("link-unreachable", `${shown(url)} does not answer.`, { cause });
  }
}

async function bodyOf(response: Response, url: string): Promise<Uint8Array> {
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new PeersealError("link-unreachable", `${shown(url)} answers with status ${response.status}.`, {
      details: { status: response.status },
    });
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body) {
      size += part.length;
      if (size > MAX_FILE) throw tooMuch();
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof PeersealError) throw cause;
    throw new PeersealError("link-unreachable", `${shown(url)} broke off.`, { cause });
  }
  return Buffer.concat(parts);
}

function tooMuch(): PeersealError {
  return new PeersealError("open-limit", "The link leads to more than any credential.", { details: { kind: "link" } });
}

function requireAllowed(link: string): void {
  const url = URL.canParse(link) ? new URL(link) : null;
  const isHere = url !== null && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isHere)) return;
  throw new PeersealError(
    "link-refused",
    `${shown(link)} is not asked: only https links are, and http on this machine.`,
  );
}

/** A link without what may be secret in it. */
function shown(link: string): string {
  return URL.canParse(link) ? new URL(link).origin : "The link";
}
