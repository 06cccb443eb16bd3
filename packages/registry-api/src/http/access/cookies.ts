import { fastifyCookie } from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Site } from "../../access/site.js";

/** The session, and what binds a browser to the sign-in at a provider that it began. */
export type CookieWord = "session" | "oidc";

/** `__Host-` ties a cookie to this very host over TLS; plain loopback HTTP cannot have it. */
function nameOf(word: CookieWord, { secure }: Site): string {
  return `${secure ? "__Host-" : ""}peerseal-${word}`;
}

/** null: there is none. */
export function readCookie(request: FastifyRequest, site: Site, word: CookieWord): string | null {
  const { cookie } = request.headers;
  if (cookie === undefined) return null;
  return fastifyCookie.parse(cookie)[nameOf(word, site)] ?? null;
}

/** @param maxAge seconds; 0 takes the cookie away. */
export function writeCookie(
  reply: FastifyReply,
  site: Site,
  cookie: { readonly word: CookieWord; readonly value: string; readonly maxAge: number },
): void {
  const text = fastifyCookie.serialize(nameOf(cookie.word, site), cookie.value, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: site.secure,
    maxAge: cookie.maxAge,
  });
  // Appended: another cookie may be set in the same answer.
  reply.header("set-cookie", text);
}
