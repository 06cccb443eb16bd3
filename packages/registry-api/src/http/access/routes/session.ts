import { wire } from "@peerseal/sdk";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Arrival, admit } from "../../../access/people.js";
import { principalOfPerson, SESSION, startSession, stopSession } from "../../../access/sessions.js";
import { type Site, siteOf } from "../../../access/site.js";
import type { App } from "../../app.js";
import type { HttpDeps } from "../../deps.js";
import { answers } from "../../routes/answers.js";
import { readCookie, writeCookie } from "../cookies.js";
import { notePrincipal, principalOf, requirePrincipal } from "../principal-of.js";

const tags = ["access"];

/** Who the caller is, and the end of a session. */
export function registerSessionRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/access/session",
    {
      schema: {
        tags,
        summary: "Who the caller is here, and what they may do",
        response: answers(200, wire.Session, "credentials-missing"),
      },
    },
    async (request) => toSession(request),
  );

  app.delete(
    "/v1/access/session",
    {
      schema: {
        tags,
        summary: "Sign out",
        description: "The session ends at once. An API key has none: revoke it instead.",
        response: answers(200, wire.Session, "credentials-missing"),
      },
    },
    async (request, reply) => {
      const site = siteOf(request, deps.publicUrl);
      const secret = readCookie(request, site, "session");
      if (secret !== null) await stopSession(deps.db, secret);
      writeCookie(reply, site, { word: "session", value: null, maxAge: 0 });
      return toSession(request);
    },
  );
}

/** Who the request's principal is, for an answer. */
export function toSession(request: FastifyRequest): wire.Session {
  const { kind, id, grants, purposes } = requirePrincipal(request);
  return { kind, id, grants: [...grants], purposes: purposes === null ? null : [...purposes] };
}

/**
 * Lets in whoever proved who they are: a new session, never one that the browser brought along.
 *
 * @throws PeersealError `invitation-invalid`, `sign-in-unknown`, `sign-in-refused`
 */
export async function signIn(
  deps: HttpDeps,
  { request, reply, site }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly site: Site },
  arrival: Omit<Arrival, "person">,
): Promise<void> {
  const now = deps.now();
  const before = principalOf(request);
  const signedIn = before?.kind === "person" ? { person: before.id } : {};
  // Somebody who is signed in and brings an invitation adds another way in; without one they change over.
  const who = arrival.invitation === undefined ? arrival : { ...arrival, ...signedIn };
  const person = await deps.db.transaction().execute((transaction) => admit(transaction, who, now));
  const earlier = readCookie(request, site, "session");
  if (earlier !== null) await stopSession(deps.db, earlier);
  const value = await startSession(deps.db, person, now);
  writeCookie(reply, site, { word: "session", value, maxAge: SESSION.most });
  notePrincipal(request, await principalOfPerson(deps.db, person));
}
