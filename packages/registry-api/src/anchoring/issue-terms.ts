import {
  accountSigner,
  type CourseVersionDocument,
  type CredentialBatch,
  type CredentialKey,
  type Hex,
  type Learner,
  type NetworkConnection,
  PeersealError,
  PURPOSES,
  parseDocument,
  parseJson,
  readKey,
  signerId,
  underDomain,
  type wire,
} from "@peerseal/sdk";
import type { Kysely } from "kysely";
import { findCourse, partiesOf } from "../store/courses.js";
import { findDocument } from "../store/documents.js";
import { findInstitution, type InstitutionRow } from "../store/institutions.js";
import type { Tables } from "../store/tables.js";
import { findVersion, type VersionRow } from "../store/versions.js";
import type { LentKeys } from "./keystore.js";

export type IssueDeps = {
  readonly db: Kysely<Tables>;
  readonly connection: NetworkConnection;
  readonly lent: ReadonlyMap<number, LentKeys>;
  /** The decision on a version that stands now, and the block that says so; undefined: none was taken. */
  readonly qualityOf: (version: Hex) => Promise<CredentialBatch["quality"]>;
  /** Base address under which status lists are published. */
  readonly statusBase: () => string;
  readonly random: (length: number) => Uint8Array;
  /** Unix seconds. */
  readonly now: () => number;
};

/** Bit of the key purpose `issue`. */
const ISSUE = 1 << PURPOSES.indexOf("issue");

type Named = wire.IssueRequest["learners"][number];

function identifierOf(learner: Named): wire.Learner {
  return typeof learner === "string" ? { kind: "email", value: learner } : learner;
}

export function learnerOf(named: Named, salt: Uint8Array): Learner {
  const { kind, value, did, outcomesAttained, results, identityCheck, supervision } = identifierOf(named);
  return {
    identifier: { kind, value },
    salt,
    ...given({ did, outcomesAttained, results: results?.map(given) }),
    made: given({ identityCheck, supervision }),
  };
}

/** The members that are there: a signed document cannot hold one that is not. */
export function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Nothing but members that are not there was taken away.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** One who is named twice would get two credentials that nobody meant. The answer names places, not people. */
export function requireDistinct({ learners }: wire.IssueRequest): void {
  const seen = new Map<string, number>();
  for (const [place, learner] of learners.entries()) {
    const { kind, value } = identifierOf(learner);
    // As in the hash: the case of an e-mail address says nothing.
    const name = `${kind}:${kind === "email" ? value.toLowerCase() : value}`;
    const first = seen.get(name);
    if (first !== undefined) {
      throw new PeersealError("issue-invalid", "A learner is named twice.", { details: { learners: [first, place] } });
    }
    seen.set(name, place);
  }
}

export type Found = {
  readonly document: CourseVersionDocument;
  readonly code: string;
  readonly keys: LentKeys;
  /** The lent key under the institution's DID. */
  readonly key: CredentialKey;
  readonly institution: InstitutionRow;
};

export async function lookUp(deps: IssueDeps, request: wire.IssueRequest): Promise<Found> {
  const version = await findVersion(deps.db, request.courseVersion);
  const course = version === null ? null : await findCourse(deps.db, version.course);
  if (version === null || course === null) {
    throw new PeersealError("not-found", `There is no course version ${request.courseVersion} in this network.`);
  }
  requireTaught(deps, version);
  const keys = chooseKeys(deps, request, await issuersOf(deps, course.course));
  await requireAuthorised(deps, keys);
  const institution = await findInstitution(deps.db, keys.institution);
  if (institution === null) throw new PeersealError("not-found", `There is no institution ${keys.institution} here.`);
  const document = await descriptorOf(deps, version.descriptorDigest);
  return { document, code: course.code, keys, key: underDomain(keys.credential, institution.domain), institution };
}

/** After its teach-out the anchor would be refused, once everything is signed. */
function requireTaught(deps: IssueDeps, { version, teachOutUntilAt }: VersionRow): void {
  if (teachOutUntilAt === 0 || deps.now() <= teachOutUntilAt) return;
  throw new PeersealError("Credential_MayNotIssue", "The version's teach-out is over.", {
    details: { courseVersion: version, teachOutUntilAt },
  });
}

/** Owners and deliverers of a course now. */
async function issuersOf(deps: IssueDeps, course: Hex): Promise<ReadonlySet<number>> {
  const now = deps.now();
  const parties = await partiesOf(deps.db, [course]);
  const live = parties.filter(({ fromAt, untilAt }) => fromAt > 0 && (untilAt === 0 || untilAt > now));
  return new Set(live.map(({ institution }) => institution));
}

function chooseKeys(deps: IssueDeps, request: wire.IssueRequest, issuers: ReadonlySet<number>): LentKeys {
  const { institution } = request;
  if (institution !== undefined && !issuers.has(institution)) {
    throw new PeersealError(
      "Credential_MayNotIssue",
      `Institution ${institution} neither owns nor delivers this course.`,
      {
        details: { institution, courseVersion: request.courseVersion },
      },
    );
  }
  const candidates = institution === undefined ? [...issuers] : [institution];
  const lent = candidates.flatMap((id) => deps.lent.get(id) ?? []);
  const [first] = lent;
  if (first === undefined) {
    throw new PeersealError(
      "key-not-lent",
      "The registry holds no issuing key of an institution that may issue this.",
      {
        details: { institutions: candidates },
      },
    );
  }
  if (lent.length > 1) {
    throw new PeersealError("issue-invalid", "Several institutions may issue this: name one as `institution`.", {
      details: { institutions: lent.map((keys) => keys.institution) },
    });
  }
  return first;
}

/** Both keys must be the institution's for issuing now: a batch by another key would be anchored and never verify. */
async function requireAuthorised(deps: IssueDeps, keys: LentKeys): Promise<void> {
  const anchor = signerId(accountSigner(keys.anchor).bytes);
  // After a burst of blocks a local chain is some seconds ahead of the clock.
  const at = Math.max(deps.now(), (await deps.connection.block("latest")).time);
  for (const id of [anchor, keys.credential.keyId]) {
    const { purposes, from, until, compromisedSince } = await readKey(deps.connection, keys.institution, id);
    const live = from <= at && (until === 0 || until > at) && compromisedSince === 0;
    if ((purposes & ISSUE) !== 0 && live) continue;
    throw new PeersealError(
      "Institution_NotAuthorised",
      "A key that was lent is not the institution's for issuing now.",
      {
        details: { institution: keys.institution, key: id, purpose: ISSUE },
      },
    );
  }
}

async function descriptorOf(deps: IssueDeps, digest: Hex): Promise<CourseVersionDocument> {
  const stored = await findDocument(deps.db, digest);
  const document = stored === null ? null : parseDocument(parseJson(stored.canonical, { integersOnly: true }));
  if (document === null || document.schema !== "peerseal.course-version/1") {
    throw new PeersealError(
      "not-found",
      "The version's descriptor was not published here; a credential needs its text.",
    );
  }
  return document;
}

export async function commonInput(
  deps: IssueDeps,
  request: wire.IssueRequest,
  { document, code, key, institution }: Found,
): Promise<Omit<CredentialBatch, "number">> {
  const issuedAt = timeOf(deps.now());
  const end = request.activityEndDate ?? issuedAt;
  const { identityCheck, supervision, validUntil } = request;
  const quality = await deps.qualityOf(request.courseVersion);
  return {
    network: deps.connection.network,
    issuer: { institution: institution.institution, name: institution.name, did: key.did },
    courseVersion: document,
    courseCode: code,
    language: request.language ?? document.languages[0] ?? "en",
    basis: request.awardBasis,
    made: given({ identityCheck, supervision }),
    activityStartDate: request.activityStartDate ?? end,
    activityEndDate: end,
    awardedDate: issuedAt,
    validFrom: issuedAt,
    ...given({ validUntil, quality, statusBase: deps.statusBase() }),
  };
}

/** `YYYY-MM-DDTHH:MM:SSZ` */
export function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
