import type { JsonObject } from "../../core/types.js";
import { achievementOf, type CourseNaming } from "../achievement.js";
import { VC_CONTEXT } from "../contexts.js";
import { type ReadCredential, readAchievement, readCredential } from "../reading-profile.js";
import { countryOf, GENERIC_PROFILE, idVerification, languageOf } from "./concepts.js";
import { type ElmOrganisation, isoDuration, note, specificationOf } from "./specification.js";

/** The context of the European Learning Model's credentials. Nothing of it is signed, so that it is not bundled. */
export const ELM_CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap";
/** The application profile that our exports follow: the one without mandatory vocabularies. */
const PROFILE = { id: "http://data.europa.eu/snb/model/ap/edc-generic-no-cv", type: "ShaclValidator2017" };

/**
 * A course version in the European Learning Model 3 (JSON-LD): a `Qualification`, or a `LearningAchievementSpecification`
 * where the course has no EQF level. For catalogues and for people; nothing of it is signed.
 *
 * @example
 * const elm = toElm({ network, courseVersion, courseCode, language: "en", issuer, organisation });
 */
export function toElm(input: CourseNaming & { readonly organisation: ElmOrganisation }): JsonObject {
  return {
    "@context": ELM_CONTEXT,
    ...specificationOf(readAchievement(achievementOf(input))),
    awardingOpportunity: { type: "AwardingOpportunity", awardingBody: organisation(input.organisation) },
  };
}

/**
 * A credential of ours as a `EuropeanDigitalCredential` of the European Learning Model 3 (JSON-LD), unsigned: European
 * digital credentials are sealed by eIDAS means, which are the institution's. It says which credential it was made from,
 * and that this one counts. For taking part it claims an activity, and no achievement.
 *
 * @param options.country of the issuer, ISO 3166-1 alpha-2, as the chain has it
 * @throws `document-invalid` where it is no credential of ours
 */
export function credentialToElm(credential: JsonObject, options: { readonly country: string }): JsonObject {
  const read = readCredential(credential);
  const { issuer, credentialSubject: subject } = read;
  const { id, name, url } = issuer;
  const body = organisation({ id, name, country: options.country, ...(url === undefined ? {} : { url }) });
  const language = subject.achievement.inLanguage ?? "en";
  const primary = languageOf(language);
  return {
    "@context": [VC_CONTEXT, ELM_CONTEXT],
    id: read.id.replace(/^urn:uuid:/, "urn:credential:"),
    type: ["VerifiableCredential", "EuropeanDigitalCredential"],
    credentialProfiles: GENERIC_PROFILE,
    credentialSchema: PROFILE,
    issuer: body,
    validFrom: read.validFrom,
    ...(read.validUntil === undefined ? {} : { validUntil: read.validUntil }),
    displayParameter: {
      type: "DisplayParameter",
      title: { [language]: read.name },
      description: unsignedNotice(read.id),
      ...(primary === null ? {} : { primaryLanguage: primary, language: primary }),
    },
    credentialSubject: {
      ...(subject.id === undefined ? {} : { id: subject.id }),
      type: "Person",
      hasClaim: subject.awardBasis === "assessed" ? achievementClaim(read, body) : activityClaim(read, body),
    },
  };
}

function achievementClaim(read: ReadCredential, body: JsonObject): JsonObject {
  const { credentialSubject: subject } = read;
  const { achievement } = subject;
  return {
    type: "LearningAchievement",
    title: titleOf(read),
    additionalNote: note(unsignedNotice(read.id)),
    awardedBy: { type: "AwardingProcess", awardingBody: body, awardingDate: read.awardedDate },
    influencedBy: activityClaim(read, body),
    provenBy: (subject.result ?? []).map((result) => assessmentClaim(read, result, body)),
    specifiedBy: specificationOf(achievement, subject.outcomeAttained),
  };
}

function activityClaim(read: ReadCredential, body: JsonObject): JsonObject {
  const { activityStartDate: startDate, activityEndDate: endDate, achievement } = read.credentialSubject;
  return {
    type: "LearningActivity",
    title: titleOf(read),
    additionalNote: note(unsignedNotice(read.id)),
    temporal: { type: "PeriodOfTime", startDate, endDate },
    workload: isoDuration(achievement.workloadMinutes),
    directedBy: body,
    awardedBy: { type: "AwardingProcess", awardingBody: body, awardingDate: read.awardedDate },
  };
}

type Result = NonNullable<ReadCredential["credentialSubject"]["result"]>[number];

function assessmentClaim(read: ReadCredential, result: Result, body: JsonObject): JsonObject {
  const { achievement, identityCheckMade, supervisionMade } = read.credentialSubject;
  const of = achievement.courseAssessment.find(
    ({ id }) => result.resultDescription === id.replace("#assessment-", "#result-"),
  );
  const verification = idVerification(supervisionMade, identityCheckMade);
  const grade = [result.value, result.status].filter((part) => part !== undefined).join(", ");
  return {
    type: "LearningAssessment",
    title: of?.assessmentText ?? titleOf(read),
    grade: note({ en: grade === "" ? "not stated" : grade }),
    additionalNote: note({ en: `Identity check made: ${identityCheckMade}. Supervision: ${supervisionMade}.` }),
    ...(verification === null ? {} : { idVerification: verification }),
    awardedBy: { type: "AwardingProcess", awardingBody: body },
    ...(of === undefined
      ? {}
      : { specifiedBy: { id: of.id, type: "LearningAssessmentSpecification", title: of.assessmentText } }),
  };
}

function titleOf({ name, credentialSubject: { achievement } }: ReadCredential): JsonObject {
  return { [achievement.inLanguage ?? "en"]: name };
}

function organisation({ id, name, url, country }: ElmOrganisation): JsonObject {
  const code = countryOf(country);
  return {
    id,
    type: "Organisation",
    legalName: { en: name },
    location: { type: "Location", address: { type: "Address", ...(code === null ? {} : { countryCode: code }) } },
    ...(url === undefined ? {} : { homepage: { type: "WebResource", contentURL: url } }),
  };
}

function unsignedNotice(id: string): JsonObject {
  return {
    en: `Unsigned export of the Open Badges credential ${id}. It proves nothing: verify that credential.`,
    ja: `Open Badges クレデンシャル ${id} の署名なしの書き出し。証明力はない。元のクレデンシャルを検証すること。`,
  };
}
