import { PEERSEAL_CONTEXT_DOCUMENT, PEERSEAL_CONTEXT_PATH, PeersealError, parseNetworkId, wire } from "@peerseal/sdk";
import type { FastifyReply } from "fastify";
import { findByDomain, findInstitution } from "../../store/institutions.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { documentOf } from "../did-documents.js";
import { answers } from "./answers.js";

const MINUTES = 60;
/** Where a did:web is looked for. */
export const DID_PATH = "/.well-known/did.json";

/** DID documents of institutions, and the JSON-LD context of our own words. */
export function registerIdentityRoutes(app: App, deps: HttpDeps): void {
  const tags = ["institutions"];
  const network = parseNetworkId(deps.network.network).id;
  app.get(
    "/v1/institutions/:id/did.json",
    {
      schema: {
        tags,
        summary: "The DID document of an institution, from the keys that the chain holds for it",
        description:
          "To be served by the institution at `https://<its domain>/.well-known/did.json`. Only keys that may issue now " +
          "stand in `assertionMethod`; the chain answers for each key at any past time.",
        params: wire.InstitutionPath,
        response: answers(200, wire.DidDocument, "not-found", "database-unreachable"),
      },
    },
    async ({ params }, reply) => {
      const row = await findInstitution(deps.db, params.id);
      if (row === null) throw new PeersealError("not-found", `There is no institution ${params.id} in this network.`);
      return sendDid(reply, await documentOf({ db: deps.db, network, now: deps.now }, row));
    },
  );

  app.get(
    DID_PATH,
    {
      schema: {
        tags,
        summary: "The DID document of the institution under whose host name the request comes",
        description: "For a reverse proxy on the institution's domain that hands its `Host` header on.",
        response: answers(200, wire.DidDocument, "not-found", "database-unreachable"),
      },
    },
    async (request, reply) => {
      const row = await findByDomain(deps.db, request.hostname.toLowerCase());
      if (row === null) {
        throw new PeersealError("not-found", "No institution of this network has that domain.", {
          details: { host: request.hostname },
        });
      }
      return sendDid(reply, await documentOf({ db: deps.db, network, now: deps.now }, row));
    },
  );

  const context = JSON.stringify(PEERSEAL_CONTEXT_DOCUMENT);
  app.get(
    PEERSEAL_CONTEXT_PATH,
    {
      schema: {
        tags: ["documents"],
        summary: "The JSON-LD context of the words that credentials of this network use beside the published ones",
        response: answers(200, wire.DidDocument),
      },
    },
    async (_request, reply) =>
      reply
        .header("content-type", "application/ld+json")
        .header("access-control-allow-origin", "*")
        // A published version never changes.
        .header("cache-control", "public, max-age=31536000, immutable")
        .serializer(() => context)
        .send({}),
  );
}

function sendDid(reply: FastifyReply, document: wire.DidDocument) {
  const text = JSON.stringify(document);
  return reply
    .header("content-type", "application/did+json")
    .header("access-control-allow-origin", "*")
    .header("cache-control", `public, max-age=${5 * MINUTES}`)
    .serializer(() => text)
    .send({});
}
