import type { JsonObject } from "../types.js";
import { isList, isObject, listOf, member } from "../values.js";
import { CLR_CONTEXT, clrCredential, clrSubject } from "./format-clr.js";
import { achievementSubject, endorsementSubject, evidence, openBadge, profile } from "./format-ob3.js";
import { relatedResources } from "./format-resource.js";
import {
  dateTime,
  type FormatIssue,
  languageText,
  oneOrMany,
  type Report,
  type Rule,
  shape,
  typed,
  types,
  url,
} from "./format-rules.js";
import { checkContext, checkProofs, collector, type DataModel } from "./format-shared.js";
import { parseDateTime } from "./format-time.js";
import { checkReading } from "./reading.js";

export { type DataModel, MAX_ISSUES, modelOf } from "./format-shared.js";

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

const OB3_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/context(?:-3\.\d\.\d)*\.json$/;

/**
 * Checks the structure of a credential: W3C VCDM 2.0, and Open Badges 3.0 where it says to be a badge or an
 * endorsement. VCDM 1.1 is checked by the rules of that model. Signatures and dates against the clock are not looked
 * at; a credential without a proof is well-formed.
 */
export function checkFormat(credential: JsonObject): FormatReport {
  const { report, issues } = collector();
  const model = checkContext(credential, report);
  const kind = kindOf(credential);
  checkReading(credential, report);
  common(credential, "", report);
  checkSubjects(credential, report);
  checkProofs(credential, report);
  if (model === "vcdm-1.1") {
    checkIssued(credential, report);
    checkPeriod(credential, "issuanceDate", "expirationDate", report);
  } else {
    shape({ validFrom: dateTime, validUntil: dateTime })(credential, "", report);
    checkPeriod(credential, "validFrom", "validUntil", report);
    checkBadge(credential, kind, report);
  }
  const found = issues();
  return { ok: found.length === 0, model, kind, issues: found };
}

/** The kind that the credential's types name. */
export function kindOf(credential: JsonObject): CredentialKind {
  const named = listOf(member(credential, "type"));
  if (named.includes("OpenBadgeCredential") || named.includes("AchievementCredential")) return "achievement";
  if (named.includes("EndorsementCredential")) return "endorsement";
  return named.includes("ClrCredential") ? "clr" : "other";
}

const issuer: Rule = (value, path, report) => {
  if (typeof value === "string") return url(value, path, report);
  if (isList(value)) return report(path, "more-than-one");
  shape({ id: url, name: languageText, description: languageText }, ["id"])(value, path, report);
};

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
    relatedResource: relatedResources,
  },
  ["@context", "type", "issuer", "credentialSubject"],
);

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
  if (kind === "other") return;
  const context = kind === "clr" ? CLR_CONTEXT : OB3_CONTEXT;
  const [, second] = listOf(member(credential, "@context"));
  if (typeof second !== "string" || !context.test(second)) {
    report("/@context/1", kind === "clr" ? "context-clr" : "context-ob3");
  }
  if (kind === "clr") clrCredential(credential, "", report);
  else openBadge[kind](credential, "", report);
  shape({ evidence: oneOrMany(kind === "achievement" ? evidence : typed()) })(credential, "", report);
  const named = member(credential, "issuer");
  if (isObject(named)) profile(named, "/issuer", report);
  const subject = member(credential, "credentialSubject");
  if (subject === undefined) return;
  if (isList(subject)) report("/credentialSubject", "more-than-one");
  if (isObject(subject)) SUBJECTS[kind](subject, "/credentialSubject", report);
}

const SUBJECTS = { achievement: achievementSubject, endorsement: endorsementSubject, clr: clrSubject } as const;
