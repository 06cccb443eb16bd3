import type { FastifyReply, FastifyRequest } from "fastify";
import type { Site } from "../../access/site.js";

/** The session, and what binds a browser to the sign-in at a provider that it began. */
export type CookieWord = "session" | "oidc";

/** Secrets of ours: nothing else is ever put into a cookie, or taken from one. */
const VALUE = /^[A-Za-z0-9_-]{43}$/;

/** `__Host-` ties a cookie to this very host over TLS; plain loopback HTTP cannot have it. */
function nameOf(word: CookieWord, { secure }: Site): string {
  return `${secure ? "__Host-" : ""}peerseal-${word}`;
}

/** null: there is none, or none of ours. */
export function readCookie(request: FastifyRequest, site: Site, word: CookieWord): string | null {
  const name = nameOf(word, site);
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const at = pair.indexOf("=");
    const value = pair.slice(at + 1).trim();
    if (pair.slice(0, at).trim() === name) return VALUE.test(value) ? value : null;
  }
  return null;
}

/**
 * Sets a cookie that scripts cannot read and that other sites' pages do not send along, but for following a link.
 *
 * @param cookie.value a secret of ours; null takes the cookie away.
 * @param cookie.maxAge seconds.
 */
export function writeCookie(
  reply: FastifyReply,
  site: Site,
  cookie: { readonly word: CookieWord; readonly value: string | null; readonly maxAge: number },
): void {
  const { word, value, maxAge } = cookie;
  const age = value === null ? 0 : maxAge;
  const attributes = `Max-Age=${age}; Path=/; HttpOnly; ${site.secure ? "Secure; " : ""}SameSite=Lax`;
  // Fastify adds a second one to the first.
  reply.header("set-cookie", `${nameOf(word, site)}=${value ?? ""}; ${attributes}`);
}
