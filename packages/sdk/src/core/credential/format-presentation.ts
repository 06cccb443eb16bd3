import type { JsonObject } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import { relatedResources } from "./format-resource.js";
import {
  type FormatIssue,
  languageText,
  oneOrMany,
  pointer,
  type Report,
  type Rule,
  shape,
  typed,
  types,
  url,
} from "./format-rules.js";
import { checkContext, checkProofs, collector, type DataModel } from "./format-shared.js";
import { issuerNamed } from "./names.js";
import { checkReading } from "./reading.js";

/** What the structure of a presentation came to, without that of the credentials in it. */
export type PresentationFormat = {
  readonly ok: boolean;
  readonly model: DataModel;
  readonly issues: readonly FormatIssue[];
};

/** How an enveloped credential begins: the media type of what the data URL holds (VC-JOSE-COSE). */
const ENVELOPE = /^data:application\/vc(?:\+ld)?\+(?:jwt|sd-jwt|cose)[;,]/i;

const holder: Rule = (value, path, report) => {
  if (typeof value === "string") return url(value, path, report);
  shape({ id: url, name: languageText, description: languageText }, ["id"])(value, path, report);
};

const common: Rule = shape(
  {
    id: url,
    type: types("VerifiablePresentation"),
    name: languageText,
    description: languageText,
    holder,
    termsOfUse: oneOrMany(typed()),
    relatedResource: relatedResources,
  },
  ["@context", "type"],
);

/**
 * Checks the structure of a verifiable presentation (VCDM 2.0 section 4.13, or 1.1 where its context says so). Of the
 * credentials in it only the outer form is looked at: each has a verdict of its own.
 */
export function checkPresentationFormat(presentation: JsonObject): PresentationFormat {
  const { report, issues } = collector();
  const model = checkContext(presentation, report);
  const { verifiableCredential, ...own } = presentation;
  checkReading(own, report);
  common(presentation, "", report);
  checkProofs(presentation, report);
  if (verifiableCredential !== undefined) {
    oneOrMany((value, path, tell) => {
      // VCDM 1.1 lets a JWT stand as a text.
      if (typeof value === "string" && model === "vcdm-1.1") return;
      if (!isObject(value)) return tell(path, "not-an-object");
      checkCredential(value, path, presentation, tell);
    })(verifiableCredential, "/verifiableCredential", report);
  }
  const found = issues();
  return { ok: found.length === 0, model, issues: found };
}

function checkCredential(credential: JsonObject, path: string, presentation: JsonObject, report: Report): void {
  const named = listOf(member(credential, "type"));
  if (named.includes("EnvelopedVerifiableCredential")) {
    checkEnvelope(credential, path, report);
    return;
  }
  shape({ type: types("VerifiableCredential") }, ["type"])(credential, path, report);
  if (listOf(member(credential, "proof")).length > 0) return;
  // Signed by the presentation's proof alone, it is the holder's own statement, and must say so (section 4.13.3).
  const own = holderNamed(presentation);
  if (own === null || own !== issuerNamed(credential).id) report(path, "not-secured");
}

function checkEnvelope(envelope: JsonObject, path: string, report: Report): void {
  shape({}, ["@context", "id"])(envelope, path, report);
  const type = member(envelope, "type");
  if (listOf(type).length !== 1) report(pointer(path, "type"), "more-than-one");
  const id = member(envelope, "id");
  if (id !== undefined && !(typeof id === "string" && ENVELOPE.test(id))) {
    report(pointer(path, "id"), "not-a-data-url");
  }
}

/** Id of the holder that a presentation names; null where it names none. */
export function holderNamed(presentation: JsonObject): string | null {
  const value = member(presentation, "holder");
  const id = isObject(value) ? member(value, "id") : value;
  return typeof id === "string" ? id : null;
}
