import { PeersealError, PURPOSES, wire } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { findDocument } from "../../store/documents.js";
import {
  findInstitution,
  type InstitutionRow,
  type KeyRow,
  listInstitutions,
  listKeys,
  listStandings,
  type StandingRow,
} from "../../store/institutions.js";
import { listProfiles } from "../../store/records.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";
import { contentOf, nonZero, orNull, recorded } from "./shapes.js";

const tags = ["institutions"];

export function registerInstitutionRoutes(app: App, deps: HttpDeps): void {
  const require = (id: number) => requireInstitution(deps.db, id);

  app.get(
    "/v1/institutions",
    {
      schema: {
        tags,
        summary: "Institutions in the order of their admission",
        querystring: wire.InstitutionQuery,
        response: answers(200, wire.InstitutionPage, "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ query }) => {
      const { data, next } = await listInstitutions(deps.db, query, query);
      return { data: data.map(toInstitution), next };
    },
  );

  app.get(
    "/v1/institutions/:id",
    {
      schema: {
        tags,
        summary: "One institution with its published profile",
        params: wire.InstitutionPath,
        response: answers(200, wire.InstitutionDetail, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => institutionDetail(deps.db, params.id),
  );

  app.get(
    "/v1/institutions/:id/standings",
    {
      schema: {
        tags,
        summary: "An institution's standings over time with their grounds and appeals, oldest first",
        params: wire.InstitutionPath,
        querystring: wire.InstitutionPartQuery,
        response: answers(200, wire.StandingPage, "not-found", "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ params, query }) => {
      await require(params.id);
      const { data, next } = await listStandings(deps.db, params.id, query);
      return { data: data.map(toStanding), next };
    },
  );

  app.get(
    "/v1/institutions/:id/keys",
    {
      schema: {
        tags,
        summary: "An institution's keys and their windows, oldest first",
        params: wire.InstitutionPath,
        querystring: wire.InstitutionPartQuery,
        response: answers(200, wire.KeyPage, "not-found", "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ params, query }) => {
      await require(params.id);
      const { data, next } = await listKeys(deps.db, params.id, query);
      return { data: data.map(toKey), next };
    },
  );
  registerProfiles(app, deps, require);
}

function registerProfiles(app: App, deps: HttpDeps, require: (id: number) => Promise<InstitutionRow>): void {
  app.get(
    "/v1/institutions/:id/profiles",
    {
      schema: {
        tags,
        summary: "Changes of an institution's profile after its admission, oldest first",
        params: wire.InstitutionPath,
        querystring: wire.InstitutionPartQuery,
        response: answers(200, wire.ProfilePage, "not-found", "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ params, query }) => {
      await require(params.id);
      const { data, next } = await listProfiles(deps.db, params.id, query);
      return {
        data: data.map((row) => ({
          sequence: row.sequence,
          profileDigest: row.profileDigest,
          recorded: recorded(row),
        })),
        next,
      };
    },
  );
}

/** @throws PeersealError `not-found` */
async function requireInstitution(db: Db, id: number): Promise<InstitutionRow> {
  const row = await findInstitution(db, id);
  if (row === null) throw new PeersealError("not-found", `There is no institution ${id} in this network.`);
  return row;
}

/** One institution with its published profile. @throws PeersealError `not-found` */
export async function institutionDetail(db: Db, id: number): Promise<wire.InstitutionDetail> {
  const row = await requireInstitution(db, id);
  return { ...toInstitution(row), profile: contentOf(await findDocument(db, row.currentProfileDigest)) };
}

function toInstitution(row: InstitutionRow): wire.Institution {
  return {
    id: row.institution,
    name: row.name,
    domain: row.domain,
    country: row.country,
    kind: row.kind,
    profileDigest: row.currentProfileDigest,
    standing: row.standing,
    standingSince: row.standingSinceAt,
    successor: nonZero(row.successor),
    recordsKeeper: nonZero(row.recordsKeeper),
    admitted: recorded(row),
  };
}

function toStanding(row: StandingRow): wire.StandingEntry {
  return {
    sequence: row.sequence,
    standing: row.standing,
    since: row.at,
    successor: nonZero(row.successor),
    recordsKeeper: nonZero(row.recordsKeeper),
    ground: row.ground === "none" ? null : row.ground,
    document: orNull(row.document),
    appeal:
      row.appealedAt === null || row.appealDocument === null
        ? null
        : { document: row.appealDocument, at: row.appealedAt },
    recorded: recorded(row),
  };
}

function toKey(row: KeyRow): wire.Key {
  return {
    key: row.key,
    data: row.data,
    purposes: PURPOSES.filter((_, bit) => (row.purposes & (1 << bit)) !== 0),
    from: row.fromAt,
    until: nonZero(row.endsAt),
    compromisedSince: nonZero(row.compromisedSinceAt),
    recorded: recorded(row),
  };
}
