import { PeersealError } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import type { Principal } from "../../access/principal.js";
import type { Rule } from "../../access/rules.js";
import { principalOfSession } from "../../access/sessions.js";
import { siteOf } from "../../access/site.js";
import type { HttpDeps } from "../deps.js";
import { readCookie } from "./cookies.js";

const BEARER = /^Bearer +(\S+)$/i;

/** The API key that a request carries; undefined: none. */
export function bearerOf({ headers }: Pick<FastifyRequest, "headers">): string | undefined {
  return BEARER.exec(headers.authorization ?? "")?.[1];
}

/**
 * Who sends a request: by its API key, or else by its session.
 *
 * Where strangers may come too, what does not hold is no hindrance: a page with an old cookie must be able to read, and
 * to sign in anew.
 *
 * @throws PeersealError `credentials-missing`, `credentials-invalid`
 */
export async function authenticate(request: FastifyRequest, rule: Rule, deps: HttpDeps): Promise<Principal | null> {
  const isOpen = rule.allow === "public" || rule.allow === "signed";
  const bearer = bearerOf(request);
  if (bearer !== undefined) {
    const asking = deps.access.keys.principalOf(bearer);
    // What reads nothing of the database, such as liveness, answers without it too.
    const principal = await (rule.allow === "public" ? asking.catch(() => null) : asking);
    if (principal === null && !isOpen) throw new PeersealError("credentials-invalid", "The API key does not hold.");
    return principal;
  }
  // Reading asks for nobody's session: that would be a query for each picture of a page.
  if (rule.allow === "public") return null;
  const secret = readCookie(request, siteOf(request, deps.publicUrl), "session");
  const principal = secret === null ? null : await principalOfSession(deps.db, secret, deps.now());
  if (principal !== null || isOpen) return principal;
  if (secret !== null) throw new PeersealError("credentials-invalid", "The session is over.");
  throw new PeersealError("credentials-missing", "This needs an API key or a session.");
}
