import { PeersealError } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import type { Principal } from "../../access/principal.js";

type Known = { readonly principal: Principal | null; readonly institution: number | null };

/** What access control found out about the requests at work; it goes with them. */
const known = new WeakMap<FastifyRequest, Known>();
const NOTHING: Known = { principal: null, institution: null };

/** Who asks; null: nobody known. Set before any handler runs. */
export function principalOf(request: FastifyRequest): Principal | null {
  return (known.get(request) ?? NOTHING).principal;
}

/** Who asks, on routes that strangers do not reach. @throws PeersealError `credentials-missing` */
export function requirePrincipal(request: FastifyRequest): Principal {
  const principal = principalOf(request);
  if (principal === null) throw new PeersealError("credentials-missing", "Nobody is known to ask.");
  return principal;
}

/** The institution for which a request acts, as its rule finds it; null: the whole registry, or not known. */
export function institutionOf(request: FastifyRequest): number | null {
  return (known.get(request) ?? NOTHING).institution;
}

/** Notes who asks: found by the hook, or proven by a sign-in. */
export function notePrincipal(request: FastifyRequest, principal: Principal): void {
  known.set(request, { ...(known.get(request) ?? NOTHING), principal });
}

export function noteInstitution(request: FastifyRequest, institution: number | null): void {
  known.set(request, { ...(known.get(request) ?? NOTHING), institution });
}
