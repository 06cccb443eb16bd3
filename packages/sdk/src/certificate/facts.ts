import { placesNamed } from "../core/credential/names.js";
import { credentialDigest, digestOf } from "../core/digest.js";
import { time } from "../core/documents/parts.js";
import { PeersealError } from "../core/errors.js";
import { parseVersionUrn } from "../core/ids.js";
import type { Digest, Hex, JsonObject, JsonValue, NetworkId } from "../core/types.js";
import { isObject, listOf, member } from "../core/values.js";
import type { AwardBasis } from "../openbadges/narrative.js";
import type { CertificateLanguage } from "./words.js";

/** What a certificate or a badge says, all of it from the credential itself. */
export type Facts = {
  readonly title: string;
  readonly institution: string;
  readonly web: string | null;
  readonly courseCode: string | null;
  readonly version: string | null;
  /** The course version as a digest that every credential of it shares; the title's, where it names none. */
  readonly seal: Hex;
  readonly outcomes: readonly { readonly text: string; readonly attained: boolean }[];
  readonly workloadMinutes: number | null;
  readonly credits: readonly string[];
  readonly levels: readonly string[];
  readonly basis: AwardBasis | "unknown";
  readonly form: string | null;
  readonly identityCheck: string | null;
  /** Times `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly from: string | null;
  readonly to: string | null;
  readonly awarded: string | null;
  readonly validUntil: string | null;
  readonly review: {
    readonly outcome: string;
    readonly decidedAt: string | null;
    readonly expiresAt: string | null;
  } | null;
  readonly id: string | null;
  readonly digest: Digest;
  readonly place: {
    readonly network: NetworkId;
    readonly institution: number;
    readonly number: number;
    readonly index: number;
  } | null;
};

/**
 * Reads what a certificate says. Texts that the credential has in several languages come in the one asked for, others as
 * they stand; nothing is taken from anywhere else.
 *
 * @throws `certificate-unfit` for a credential without an achievement or an issuer's name
 */
export function factsOf(credential: JsonObject, language: CertificateLanguage): Facts {
  const subject = objectIn(credential, "credentialSubject");
  const achievement = objectIn(subject, "achievement");
  const issuer = objectIn(credential, "issuer");
  const title = textOf(achievement, "name") ?? textOf(credential, "name");
  const institution = textOf(issuer, "name");
  if (title === null || institution === null) {
    throw new PeersealError("certificate-unfit", "The credential names no achievement, or no name of its issuer.");
  }
  const attained = new Set(listOf(member(subject, "outcomeAttained")));
  const review = objectIn(credential, "qualityAssurance");
  const outcome = textOf(review, "decisionOutcome");
  const basis = textOf(subject, "awardBasis");
  return {
    title,
    institution,
    web: textOf(issuer, "url"),
    courseCode: textOf(achievement, "humanCode"),
    version: textOf(achievement, "version"),
    seal: sealOf(achievement, title),
    outcomes: objectsIn(achievement, "learningOutcome").flatMap((each) => {
      const text = inLanguage(member(each, "outcomeText"), language);
      return text === null ? [] : [{ text, attained: attained.has(member(each, "id") ?? null) }];
    }),
    workloadMinutes: wholeNumber(member(achievement, "workloadMinutes")),
    credits: objectsIn(achievement, "creditValue").flatMap((each) => pair(each, "creditAmount", "creditScheme")),
    levels: objectsIn(achievement, "qualificationLevel").flatMap((each) => pair(each, "levelFramework", "levelValue")),
    basis: basis === "assessed" || basis === "participation" ? basis : "unknown",
    form: textOf(achievement, "participationForm"),
    identityCheck: textOf(subject, "identityCheckMade"),
    from: timeOf(subject, "activityStartDate"),
    to: timeOf(subject, "activityEndDate"),
    awarded: timeOf(credential, "awardedDate") ?? timeOf(credential, "validFrom"),
    validUntil: timeOf(credential, "validUntil"),
    review:
      outcome === null
        ? null
        : { outcome, decidedAt: timeOf(review, "decidedAt"), expiresAt: timeOf(review, "decisionExpiresAt") },
    id: textOf(credential, "id"),
    digest: credentialDigest(credential),
    place: placesNamed(credential).find((place) => place !== null) ?? null,
  };
}

function sealOf(achievement: JsonObject, title: string): Hex {
  const id = textOf(achievement, "id");
  const named = id === null ? null : parseVersionUrn(id);
  return named?.version ?? digestOf(title);
}

/** A text of a language map: of the language, its variant, English, or any. */
function inLanguage(value: JsonValue | undefined, language: string): string | null {
  if (typeof value === "string") return value;
  if (!isObject(value)) return null;
  const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const of = (wanted: string) => texts.find(([tag]) => tag.split("-")[0] === wanted)?.[1];
  return of(language) ?? of("en") ?? texts[0]?.[1] ?? null;
}

function pair(object: JsonObject, first: string, second: string): readonly string[] {
  const [a, b] = [textOf(object, first), textOf(object, second)];
  return a === null || b === null ? [] : [`${a} ${b}`];
}

function textOf(object: JsonObject, name: string): string | null {
  const value = member(object, name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function timeOf(object: JsonObject, name: string): string | null {
  const text = textOf(object, name);
  return text !== null && time.safeParse(text).success ? text : null;
}

function wholeNumber(value: JsonValue | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}

/** The first object under a name; an empty one, where there is none. */
function objectIn(object: JsonObject, name: string): JsonObject {
  return objectsIn(object, name)[0] ?? {};
}

function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  return listOf(member(object, name)).filter(isObject);
}
