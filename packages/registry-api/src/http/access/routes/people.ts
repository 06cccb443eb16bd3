import { PeersealError, wire } from "@peerseal/sdk";
import { invite } from "../../../access/people.js";
import {
  findInvitation,
  type InvitationRow,
  listInvitations,
  withdrawInvitation,
} from "../../../store/access/invitations.js";
import { endGrant, findGrant, type GrantRow, listGrants } from "../../../store/access/people.js";
import type { App } from "../../app.js";
import type { HttpDeps } from "../../deps.js";
import { answers } from "../../routes/answers.js";
import { institutionOf, requirePrincipal } from "../principal-of.js";

const tags = ["access"];

/** Invitations, and the roles that people have. */
export function registerPeopleRoutes(app: App, deps: HttpDeps): void {
  registerInvitations(app, deps);
  registerGrants(app, deps);
}

function registerInvitations(app: App, { db, now }: HttpDeps): void {
  app.post(
    "/v1/access/invitations",
    {
      schema: {
        tags,
        summary: "Invite a person",
        description:
          "The answer is the only place where the token is ever shown. It serves once. Bound to an account or an e-mail " +
          "address, it serves nobody else.",
        body: wire.InviteRequest,
        response: answers(201, wire.CreatedInvitation, "credentials-missing", "not-allowed", "access-invalid"),
      },
    },
    async (request, reply) => {
      const createdBy = requirePrincipal(request).id;
      const { token, row } = await invite(db, { ...request.body, createdBy }, now());
      return reply.code(201).send({ ...toInvitation(row, now()), token });
    },
  );

  app.get(
    "/v1/access/invitations",
    {
      schema: {
        tags,
        summary: "Invitations of an institution, in the order in which they were made",
        querystring: wire.AccessQuery,
        response: answers(200, wire.InvitationPage, "credentials-missing", "not-allowed", "cursor-invalid"),
      },
    },
    async (request) => {
      const { data, next } = await listInvitations(db, institutionOf(request) ?? undefined, request.query);
      return { data: data.map((row) => toInvitation(row, now())), next };
    },
  );

  app.delete(
    "/v1/access/invitations/:id",
    {
      schema: {
        tags,
        summary: "Take an invitation back",
        description: "One that was used stays used: end the role instead.",
        params: wire.AccessPath,
        response: answers(200, wire.Invitation, "credentials-missing", "not-allowed", "not-found"),
      },
    },
    async (request) => {
      const { id } = request.params;
      await withdrawInvitation(db, id, requirePrincipal(request).id, now());
      const row = await findInvitation(db, id);
      if (row === null) throw new PeersealError("not-found", "There is no invitation of this id.");
      return toInvitation(row, now());
    },
  );
}

function registerGrants(app: App, { db, now }: HttpDeps): void {
  app.get(
    "/v1/access/people",
    {
      schema: {
        tags,
        summary: "Roles that people have or had in an institution",
        description: "People by ids that name nobody outside this registry; what they sign in with is not shown.",
        querystring: wire.AccessQuery,
        response: answers(200, wire.PersonGrantPage, "credentials-missing", "not-allowed", "cursor-invalid"),
      },
    },
    async (request) => {
      const { data, next } = await listGrants(db, institutionOf(request) ?? undefined, request.query);
      return { data: data.map(toGrant), next };
    },
  );

  app.delete(
    "/v1/access/grants/:id",
    {
      schema: {
        tags,
        summary: "End a role of a person",
        description: "At once: their next request is without it.",
        params: wire.AccessPath,
        response: answers(200, wire.PersonGrant, "credentials-missing", "not-allowed", "not-found"),
      },
    },
    async (request) => {
      const { id } = request.params;
      await endGrant(db, id, requirePrincipal(request).id, now());
      const row = await findGrant(db, id);
      if (row === null) throw new PeersealError("not-found", "There is no grant of this id.");
      return toGrant(row);
    },
  );
}

function toInvitation(row: InvitationRow, now: number): wire.Invitation {
  const { id, role, institution, label, createdAt, createdBy, expiresAt, usedBy } = row;
  const boundTo = row.address !== null ? "account" : row.emailHash !== null ? "email" : null;
  return {
    id,
    role,
    institution,
    label,
    boundTo,
    state: stateOf(row, now),
    createdAt,
    createdBy,
    expiresAt,
    usedBy,
  };
}

function stateOf({ usedAt, withdrawnAt, expiresAt }: InvitationRow, now: number): wire.Invitation["state"] {
  if (usedAt !== null) return "used";
  if (withdrawnAt !== null) return "withdrawn";
  return expiresAt <= now ? "over" : "open";
}

function toGrant({ id, person, role, institution, label, grantedAt, grantedBy, endedAt }: GrantRow): wire.PersonGrant {
  return { id, person, role, institution, label, grantedAt, grantedBy, endedAt };
}
