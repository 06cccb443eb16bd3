import { PeersealError, wire } from "@peerseal/sdk";
import { type CreatedKey, createKey, purposesOf, rotateKey } from "../../../access/keys.js";
import { findKey, type KeyRow, listKeys, revokeKey } from "../../../store/access/keys.js";
import type { App } from "../../app.js";
import type { HttpDeps } from "../../deps.js";
import { answers } from "../../routes/answers.js";
import { institutionOf, requirePrincipal } from "../principal-of.js";

const tags = ["access"];

/** API keys: made, listed, rotated, revoked. */
export function registerKeyRoutes(app: App, deps: HttpDeps): void {
  const { db, now } = deps;
  const { chainId } = deps.network;
  app.post(
    "/v1/access/keys",
    {
      schema: {
        tags,
        summary: "Make an API key",
        description:
          "The answer is the only place where the key is ever shown. Admins of an institution make keys for it; an admin " +
          "of the registry for any, and for the registry itself.",
        body: wire.CreateKeyRequest,
        response: answers(201, wire.CreatedApiKey, "credentials-missing", "not-allowed", "access-invalid"),
      },
    },
    async (request, reply) => {
      const { institution, roles, purposes, label, days } = request.body;
      const createdBy = requirePrincipal(request).id;
      const wish = { institution, roles, purposes, label, days, createdBy };
      return reply.code(201).send(toCreated(await createKey(db, wish, { now: now(), chainId })));
    },
  );

  app.get(
    "/v1/access/keys",
    {
      schema: {
        tags,
        summary: "API keys of an institution, in the order in which they were made",
        querystring: wire.AccessQuery,
        response: answers(200, wire.ApiKeyPage, "credentials-missing", "not-allowed", "cursor-invalid"),
      },
    },
    async (request) => {
      const { data, next } = await listKeys(db, institutionOf(request) ?? undefined, request.query);
      return { data: data.map(toApiKey), next };
    },
  );

  app.post(
    "/v1/access/keys/:id/rotations",
    {
      schema: {
        tags,
        summary: "Make a new key in the place of one",
        description: "With the same reach. The old key goes on for `overlapSeconds`, so that programs can change over.",
        params: wire.AccessPath,
        body: wire.RotateKeyRequest,
        response: answers(201, wire.CreatedApiKey, "credentials-missing", "not-allowed", "not-found", "access-invalid"),
      },
    },
    async (request, reply) => {
      const old = await keyOf(deps, request.params.id);
      const createdBy = requirePrincipal(request).id;
      const { overlapSeconds: overlap } = request.body;
      const made = await db
        .transaction()
        .execute((transaction) => rotateKey(transaction, old, { overlap, createdBy, now: now(), chainId }));
      deps.access.keys.forget();
      return reply.code(201).send(toCreated(made));
    },
  );

  app.delete(
    "/v1/access/keys/:id",
    {
      schema: {
        tags,
        summary: "Revoke an API key",
        description: "It ends here at once, and at other replicas of this registry within five seconds.",
        params: wire.AccessPath,
        response: answers(200, wire.ApiKey, "credentials-missing", "not-allowed", "not-found"),
      },
    },
    async (request) => {
      const { id } = request.params;
      await revokeKey(db, id, requirePrincipal(request).id, now());
      deps.access.keys.forget();
      return toApiKey(await keyOf(deps, id));
    },
  );
}

async function keyOf({ db }: HttpDeps, id: string): Promise<KeyRow> {
  const row = await findKey(db, id);
  if (row === null) throw new PeersealError("not-found", "There is no key of this id.");
  return row;
}

function toApiKey(row: KeyRow): wire.ApiKey {
  const { id, label, institution, roles, createdAt, createdBy, expiresAt, revokedAt, lastUsedAt, replaces } = row;
  const purposes = purposesOf(row);
  return {
    id,
    label,
    institution,
    roles,
    purposes: purposes === null ? null : [...purposes],
    createdAt,
    createdBy,
    expiresAt,
    revokedAt,
    lastUsedAt,
    replaces,
  };
}

const toCreated = ({ key, row }: CreatedKey): wire.CreatedApiKey => ({ ...toApiKey(row), key });
