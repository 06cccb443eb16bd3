import type { JsonObject, JsonValue } from "../types.js";
import { isList, isObject, listOf, member } from "../values.js";
import { achievementSubject, endorsementSubject, evidence, openBadge, profile } from "./format-ob3.js";
import {
  dateTime,
  type FormatIssue,
  languageText,
  oneOrMany,
  pointer,
  type Report,
  type Rule,
  shape,
  text,
  typed,
  types,
  url,
} from "./format-rules.js";
import { parseDateTime } from "./format-time.js";
import { checkReading } from "./reading.js";

/** W3C Verifiable Credentials Data Model; null: the first context is of neither. */
export type DataModel = "vcdm-2.0" | "vcdm-1.1" | null;
/** What kind of credential it says it is. */
export type CredentialKind = "achievement" | "endorsement" | "clr" | "other";
/** What the structure of a credential came to. */
export type FormatReport = {
  readonly ok: boolean;
  readonly model: DataModel;
  readonly kind: CredentialKind;
  /** At most {@link MAX_ISSUES}. */
  readonly issues: readonly FormatIssue[];
};

/** Beyond this many faults nobody reads on. */
export const MAX_ISSUES = 50;

const CONTEXTS = {
  "https://www.w3.org/ns/credentials/v2": "vcdm-2.0",
  "https://www.w3.org/2018/credentials/v1": "vcdm-1.1",
} as const;
const OB3_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(?:-3\.\d\.\d)*\.json$/;

/**
 * Checks the structure of a credential: W3C VCDM 2.0, and Open Badges 3.0 where it says to be a badge or an
 * endorsement. VCDM 1.1 is checked by the rules of that model. Signatures and dates against the clock are not looked
 * at; a credential without a proof is well-formed.
 */
export function checkFormat(credential: JsonObject): FormatReport {
  const found = new Map<string, FormatIssue>();
  const report: Report = (path, code) => {
    if (found.size < MAX_ISSUES) found.set(`${code} ${path}`, { path, code });
  };
  const model = checkContext(credential, report);
  const kind = kindOf(credential);
  checkReading(credential, report);
  common(credential, "", report);
  checkSubjects(credential, report);
  checkRelatedResources(credential, report);
  checkProofs(credential, report);
  if (model === "vcdm-1.1") {
    checkIssued(credential, report);
    checkPeriod(credential, "issuanceDate", "expirationDate", report);
  } else {
    shape({ validFrom: dateTime, validUntil: dateTime })(credential, "", report);
    checkPeriod(credential, "validFrom", "validUntil", report);
    checkBadge(credential, kind, report);
  }
  return { ok: found.size === 0, model, kind, issues: [...found.values()] };
}

/** The kind that the credential's types name. */
export function kindOf(credential: JsonObject): CredentialKind {
  const named = listOf(member(credential, "type"));
  if (named.includes("OpenBadgeCredential") || named.includes("AchievementCredential")) return "achievement";
  if (named.includes("EndorsementCredential")) return "endorsement";
  return named.includes("ClrCredential") ? "clr" : "other";
}

/** The data model that the first context names. */
export function modelOf(credential: JsonObject): DataModel {
  const [first] = listOf(member(credential, "@context"));
  for (const [context, model] of Object.entries(CONTEXTS)) if (first === context) return model;
  return null;
}

const issuer: Rule = (value, path, report) => {
  if (typeof value === "string") return url(value, path, report);
  if (isList(value)) return report(path, "more-than-one");
  shape({ id: url, name: languageText, description: languageText }, ["id"])(value, path, report);
};

const proof: Rule = shape(
  {
    id: url,
    type: types(),
    created: dateTime,
    expires: dateTime,
    cryptosuite: text,
    proofPurpose: text,
    proofValue: text,
    verificationMethod: (value, path, report) => (isObject(value) ? undefined : url(value, path, report)),
    previousProof: oneOrMany(text),
  },
  ["type"],
);

const common: Rule = shape(
  {
    id: url,
    type: types("VerifiableCredential"),
    name: languageText,
    description: languageText,
    issuer,
    credentialStatus: oneOrMany(typed()),
    credentialSchema: oneOrMany(typed(["id"])),
    refreshService: oneOrMany(typed()),
    termsOfUse: oneOrMany(typed()),
    evidence: oneOrMany(typed()),
  },
  ["@context", "type", "issuer", "credentialSubject"],
);

function checkContext(credential: JsonObject, report: Report): DataModel {
  const context = member(credential, "@context");
  if (context === undefined) return null;
  const model = modelOf(credential);
  if (!isList(context)) report("/@context", "not-a-list");
  if (model === null) report(isList(context) ? "/@context/0" : "/@context", "context-first");
  listOf(context).forEach((item, i) => {
    if (isObject(item)) return;
    url(item, pointer("/@context", i), (path) => report(path, "context-value"));
  });
  return model;
}

function checkSubjects(credential: JsonObject, report: Report): void {
  const subjects = member(credential, "credentialSubject");
  if (subjects === undefined) return;
  if (isList(subjects) && subjects.length === 0) report("/credentialSubject", "empty");
  oneOrMany((subject, path, tell) => {
    if (!isObject(subject)) return tell(path, "not-an-object");
    if (Object.keys(subject).length === 0) return tell(path, "empty");
    shape({ id: url })(subject, path, tell);
  })(subjects, "/credentialSubject", report);
}

function checkRelatedResources(credential: JsonObject, report: Report): void {
  const resources = member(credential, "relatedResource");
  if (resources === undefined) return;
  const seen = new Set<JsonValue>();
  oneOrMany((resource, path, tell) => {
    shape({ id: url, mediaType: text, digestSRI: text, digestMultibase: text }, ["id"])(resource, path, tell);
    if (!isObject(resource)) return;
    const id = member(resource, "id");
    if (id !== undefined && seen.has(id)) tell(pointer(path, "id"), "duplicate");
    if (id !== undefined) seen.add(id);
    if (member(resource, "digestSRI") === undefined && member(resource, "digestMultibase") === undefined) {
      tell(path, "digest-absent");
    }
  })(resources, "/relatedResource", report);
}

function checkProofs(credential: JsonObject, report: Report): void {
  const value = member(credential, "proof");
  if (value === undefined) return;
  const proofs = listOf(value);
  const ids = new Set(proofs.map((item) => (isObject(item) ? member(item, "id") : undefined)));
  proofs.forEach((item, i) => {
    const path = isList(value) ? pointer("/proof", i) : "/proof";
    proof(item, path, report);
    if (!isObject(item)) return;
    if (member(item, "type") === "DataIntegrityProof") {
      shape({}, ["cryptosuite", "verificationMethod", "proofPurpose", "proofValue"])(item, path, report);
    }
    for (const previous of listOf(member(item, "previousProof"))) {
      if (!ids.has(previous)) report(pointer(path, "previousProof"), "proof-unknown");
    }
  });
}

/** VCDM 1.1 asks for `issuanceDate`; European credentials write `validFrom`, which that model kept for later. */
function checkIssued(credential: JsonObject, report: Report): void {
  if (member(credential, "issuanceDate") === undefined && member(credential, "validFrom") === undefined) {
    report("/issuanceDate", "absent");
  }
  shape({ issuanceDate: dateTime, expirationDate: dateTime, validFrom: dateTime })(credential, "", report);
}

function checkPeriod(credential: JsonObject, from: string, until: string, report: Report): void {
  const [start, end] = [timeOf(credential, from), timeOf(credential, until)];
  if (start !== null && end !== null && end < start) report(`/${until}`, "period-reversed");
}

function timeOf(credential: JsonObject, name: string): number | null {
  const value = member(credential, name);
  return typeof value === "string" ? parseDateTime(value) : null;
}

function checkBadge(credential: JsonObject, kind: CredentialKind, report: Report): void {
  if (kind !== "achievement" && kind !== "endorsement") return;
  const [, second] = listOf(member(credential, "@context"));
  if (typeof second !== "string" || !OB3_CONTEXT.test(second)) report("/@context/1", "context-ob3");
  openBadge[kind](credential, "", report);
  shape({ evidence: oneOrMany(kind === "achievement" ? evidence : typed()) })(credential, "", report);
  const named = member(credential, "issuer");
  if (isObject(named)) profile(named, "/issuer", report);
  const subject = member(credential, "credentialSubject");
  if (subject === undefined) return;
  if (isList(subject)) report("/credentialSubject", "more-than-one");
  if (!isObject(subject)) return;
  (kind === "achievement" ? achievementSubject : endorsementSubject)(subject, "/credentialSubject", report);
}
