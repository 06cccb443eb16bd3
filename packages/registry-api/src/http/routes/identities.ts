import {
  type DidKey,
  didDocument,
  hasWebDid,
  institutionDid,
  institutionUrn,
  multikeyText,
  PEERSEAL_CONTEXT_DOCUMENT,
  PEERSEAL_CONTEXT_PATH,
  PeersealError,
  PURPOSES,
  parseNetworkId,
  wire,
} from "@peerseal/sdk";
import type { FastifyReply } from "fastify";
import { readHeadTime } from "../../store/blocks.js";
import type { Db } from "../../store/database.js";
import { allKeys, findByDomain, findInstitution, type InstitutionRow, type KeyRow } from "../../store/institutions.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";

/** Bit of the key purpose `issue`. */
const ISSUE = 1 << PURPOSES.indexOf("issue");
const MINUTES = 60;
/** Where a did:web is looked for. */
export const DID_PATH = "/.well-known/did.json";

/** DID documents of institutions, and the JSON-LD context of our own words. */
export function registerIdentityRoutes(app: App, deps: HttpDeps): void {
  const tags = ["institutions"];
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
      return sendDid(reply, await documentOf(deps, row));
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
      return sendDid(reply, await documentOf(deps, row));
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

async function documentOf(deps: HttpDeps, row: InstitutionRow): Promise<wire.DidDocument> {
  if (!hasWebDid(row.domain)) {
    throw new PeersealError("not-found", `Institution ${row.institution} has no domain that a DID could stand on.`);
  }
  const { network } = deps.network;
  // The chain's clock may be ahead of ours; what it recorded has happened.
  const now = Math.max(deps.now(), await readHeadTime(deps.db));
  return didDocument({
    did: institutionDid(row.domain),
    keys: await credentialKeys(deps.db, row, now),
    alsoKnownAs: [institutionUrn(parseNetworkId(network).id, row.institution)],
  });
}

/** Keys of the institution that sign credentials, as they stand at `now`; ones whose window has not begun are left out. */
async function credentialKeys(db: Db, row: InstitutionRow, now: number): Promise<readonly DidKey[]> {
  const keys = await allKeys(db, row.institution);
  const member = row.standing === "active";
  return keys.flatMap((key) => {
    const multikey = multikeyText(Buffer.from(key.data.slice(2), "hex"));
    if (multikey === null || (key.purposes & ISSUE) === 0 || key.fromAt > now) return [];
    return [{ multikey, ...stateOf(key, now, member ? null : row.standingSinceAt) }];
  });
}

function stateOf(
  { endsAt, compromisedSinceAt }: KeyRow,
  now: number,
  memberUntil: number | null,
): Omit<DidKey, "multikey"> {
  if (compromisedSinceAt !== 0) return { state: "compromised", since: timeOf(compromisedSinceAt) };
  if (endsAt !== 0 && endsAt <= now) return { state: "retired", since: timeOf(endsAt) };
  // Who is no active member may issue nothing, whatever its keys' windows say.
  if (memberUntil !== null) return { state: "retired", since: timeOf(memberUntil) };
  return { state: "active" };
}

function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
