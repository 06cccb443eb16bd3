import type { JsonObject } from "../../core/types.js";
import { countryCode, languageCode } from "./codes.js";

const SNB = "http://data.europa.eu/snb";
const AUTHORITY = "http://publications.europa.eu/resource/authority";
/** Name of the scheme itself in each of the European vocabularies. */
const SCHEME = "25831c2";

/** A concept of a vocabulary as the European Learning Model writes it. */
function concept(id: string, scheme: string, label?: string): JsonObject {
  return {
    id,
    type: "Concept",
    inScheme: { id: scheme, type: "ConceptScheme" },
    ...(label === undefined ? {} : { prefLabel: { en: label } }),
  };
}

const snb = (list: string, name: string, label: string) =>
  concept(`${SNB}/${list}/${name}`, `${SNB}/${list}/${SCHEME}`, label);

/** Modes of learning, by participation form. */
const MODES: Readonly<Record<string, readonly [string, string]>> = {
  online: ["920fbb3cbe", "Online"],
  onsite: ["9191af2ed9", "Presential"],
  blended: ["e92d221e4d", "Blended"],
};

/** Mode of learning; null for a form that the vocabulary has no word for. */
export function modeOf(form: string): JsonObject | null {
  const [name, label] = MODES[form] ?? [];
  return name === undefined || label === undefined ? null : snb("learning-assessment", name, label);
}

/** EQF level, 1 to 8. */
export const eqfLevel = (level: string): JsonObject => snb("eqf", level, `Level ${level}`);
/** ISCED-F 2013 field. The label is the code: names of fields are the vocabulary's. */
export const thematicArea = (code: string): JsonObject => snb("isced-f", code, `ISCED-F ${code}`);
export const SHORT_PROGRAMME: JsonObject = snb("learning-opportunity", "74a4a268e8", "Short learning programme");
export const GENERIC_PROFILE: JsonObject = snb("credential", "e34929035b", "Generic");

/** A system of credit points; of others than ECTS the vocabulary's word is not known here, and the scheme's name stands. */
export function creditFramework(scheme: string): JsonObject {
  return scheme === "ECTS"
    ? snb("education-credit", "6fcec5c5af", "European Credit Transfer System")
    : { type: "Concept", prefLabel: { en: scheme } };
}

/**
 * How the assessment was supervised and identity checked. The vocabulary's words for supervised assessments are not known
 * here: null, and the text says it.
 */
export function idVerification(supervision: string, identityCheck: string): JsonObject | null {
  if (supervision !== "none") return null;
  if (identityCheck === "none") {
    return snb("supervision-verification", "c598449d64", "Unsupervised without ID Verification");
  }
  return identityCheck === "not-stated"
    ? null
    : snb("supervision-verification", "df2880c5cb", "Unsupervised with ID verification");
}

/** An ESCO skill; its label is ESCO's, and is not repeated. */
export const escoSkill = (id: string): JsonObject => concept(id, "http://data.europa.eu/esco/concept-scheme/skills");

/** Country of the authority table, from its two letters; null: there is none. */
export function countryOf(alpha2: string): JsonObject | null {
  const code = countryCode(alpha2);
  return code === null ? null : concept(`${AUTHORITY}/country/${code}`, `${AUTHORITY}/country`);
}

/** Language of the authority table, from a language tag; null: it has no code there that is known. */
export function languageOf(tag: string): JsonObject | null {
  const code = languageCode(tag);
  return code === null ? null : concept(`${AUTHORITY}/language/${code}`, `${AUTHORITY}/language`);
}
