import {
  type CourseVersionDocument,
  credentialDigest,
  credentialToElm,
  hasWebDid,
  institutionDid,
  institutionUrn,
  issuerNamed,
  type JsonObject,
  type NetworkId,
  PeersealError,
  parseDocument,
  secureDocument,
  toClr,
  toElm,
  wire,
} from "@peerseal/sdk";
import type { FastifyReply } from "fastify";
import { findByDigest } from "../../store/batches.js";
import { statusOf } from "../../store/chain-anchors.js";
import { findCourse } from "../../store/courses.js";
import type { Db } from "../../store/database.js";
import { findDocument } from "../../store/documents.js";
import { findInstitution } from "../../store/institutions.js";
import { findVersion } from "../../store/versions.js";
import type { App, RouteModule } from "../app.js";
import { answers } from "./answers.js";
import { contentOf } from "./shapes.js";
import { type Signatories, signatoryOf } from "./signatories.js";

export type ExportDeps = Signatories & {
  readonly db: Db;
  readonly network: NetworkId;
  readonly random: (length: number) => Uint8Array;
  readonly now: () => number;
};

const SALT_BYTES = 16;
/** Room for 100 credentials of 16 kB. */
const RECORD_LIMIT = 2 * 1024 * 1024;

/** What a learner or a catalogue takes elsewhere: the European Learning Model, and learner records. */
export function exportRoutes(deps: ExportDeps): RouteModule {
  return (app) => {
    registerElm(app, deps);
    registerRecords(app, deps);
  };
}

function registerElm(app: App, deps: ExportDeps): void {
  app.get(
    "/v1/versions/:id/elm",
    {
      schema: {
        tags: ["courses"],
        summary: "A course version in the European Learning Model 3 (JSON-LD)",
        params: wire.VersionPath,
        response: answers(200, wire.ElmDocument, "not-found", "database-unreachable"),
      },
    },
    async ({ params }, reply) => sendJsonLd(reply, await versionToElm(deps, params.id)),
  );

  app.post(
    "/v1/exports/elm",
    {
      config: { json: "any", budget: "verify", idempotency: "none" },
      schema: {
        tags: ["credentials"],
        summary: "A credential as an unsigned European digital credential (ELM 3, JSON-LD)",
        description:
          "A European digital credential is sealed by eIDAS means, which are the institution's: this one is unsigned and " +
          "says so. Nothing of the credential is kept, and it is not verified.",
        body: wire.ElmExportRequest,
        response: answers(200, wire.ElmDocument, "document-invalid", "not-found", "database-unreachable"),
      },
    },
    async ({ body }, reply) => {
      const credential = objectOf(body.credential);
      const institution = institutionNamed(credential, deps.network);
      const row = institution === null ? null : await findInstitution(deps.db, institution);
      if (row === null)
        throw new PeersealError("not-found", "The credential is not of an institution of this network.");
      return sendJsonLd(reply, credentialToElm(credential, { country: row.country }));
    },
  );
}

function registerRecords(app: App, deps: ExportDeps): void {
  app.post(
    "/v1/learner-records",
    {
      bodyLimit: RECORD_LIMIT,
      config: { json: "any", budget: "verify", idempotency: "none" },
      schema: {
        tags: ["credentials"],
        summary: "Several credentials of one learner as a signed learner record (CLR 2.0)",
        description:
          "Signed with eddsa-jcs-2022 by the institution that issued all of them, with the key that it lent. Only " +
          "credentials that this registry took into batches of that institution and that are in force are gathered, and " +
          "only those of the learner who is named. Nothing is kept.",
        body: wire.LearnerRecordRequest,
        response: answers(
          200,
          wire.SignedDocument,
          "issue-invalid",
          "key-not-lent",
          "not-found",
          "database-unreachable",
        ),
      },
    },
    async ({ body }) => {
      const { issuer, key } = await signatoryOf(deps, body.institution);
      const credentials = body.credentials.map(objectOf);
      for (const [position, credential] of credentials.entries()) {
        await requireOwn(deps, body.institution, credential, position);
      }
      const { learner } = body;
      const validFrom = `${new Date(deps.now() * 1000).toISOString().slice(0, 19)}Z`;
      const record = toClr({
        network: deps.network,
        issuer,
        learner: "did" in learner ? learner : { identifier: learner, salt: deps.random(SALT_BYTES) },
        credentials,
        name: body.name ?? `Learner record of ${issuer.name}`,
        validFrom,
      });
      return secureDocument(record, { key, suite: "eddsa-jcs-2022", created: validFrom });
    },
  );
}

/** The digest covers the proofs: what is known by it was issued as it stands. */
async function requireOwn(deps: ExportDeps, institution: number, credential: JsonObject, position: number) {
  const row = await findByDigest(deps.db, credentialDigest(credential));
  if (row === null || row.institution !== institution) {
    throw new PeersealError("issue-invalid", "A credential was not issued by this institution through this registry.", {
      details: { position },
    });
  }
  const { status } = await statusOf(deps.db, institution, String(row.number), row.index);
  if (status === "active") return;
  throw new PeersealError("issue-invalid", `A credential is ${status}.`, { details: { position, status } });
}

async function versionToElm(deps: ExportDeps, id: Parameters<typeof findVersion>[1]): Promise<JsonObject> {
  const row = await findVersion(deps.db, id);
  const course = row === null ? null : await findCourse(deps.db, row.course);
  const publisher = row === null ? null : await findInstitution(deps.db, row.publisher);
  const courseVersion = row === null ? null : await descriptorOf(deps.db, row.descriptorDigest);
  if (row === null || course === null || publisher === null || courseVersion === null) {
    throw new PeersealError("not-found", `There is no version ${id} here whose descriptor is published.`);
  }
  const { institution, name, domain, country } = publisher;
  const organisation = hasWebDid(domain)
    ? { id: institutionDid(domain), name, country, url: `https://${domain}/` }
    : { id: institutionUrn(deps.network, institution), name, country };
  return toElm({
    network: deps.network,
    courseVersion,
    courseCode: course.code,
    language: courseVersion.languages[0] ?? "en",
    issuer: { institution, name },
    organisation,
  });
}

async function descriptorOf(db: Db, digest: Parameters<typeof findDocument>[1]): Promise<CourseVersionDocument | null> {
  const content = contentOf(await findDocument(db, digest));
  const document = content === null ? null : parseDocument(content);
  return document?.schema === "peerseal.course-version/1" ? document : null;
}

function sendJsonLd(reply: FastifyReply, document: JsonObject) {
  const text = JSON.stringify(document);
  return reply
    .header("content-type", "application/ld+json")
    .serializer(() => text)
    .send({});
}

/** The institution of this network that a credential names as its issuer. */
function institutionNamed(credential: JsonObject, network: NetworkId): number | null {
  const named = issuerNamed(credential).institutions.filter((one) => one.network === network);
  return named.length === 1 ? (named[0]?.institution ?? null) : null;
}

/** What the strict JSON parser made, where it is an object: nothing but JSON is in it. */
function objectOf(value: Record<string, unknown>): JsonObject {
  return value as JsonObject;
}
