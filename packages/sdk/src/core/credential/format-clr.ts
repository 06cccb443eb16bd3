import { isList } from "../values.js";
import { achievement, endorsements, identifiers, profile } from "./format-ob3.js";
import { boolean, dateTime, oneOrMany, type Rule, shape, text, typed, types, url } from "./format-rules.js";

/*
 * Shapes of the Comprehensive Learner Record 2.0 (1EdTech, 2024), by our own reading of the standard. A credential inside
 * is a credential of its own, so that only its outer form is looked at here.
 */

/** `https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json` and its other published names. */
export const CLR_CONTEXT = /^https:\/\/purl\.imsglobal\.org\/spec\/clr\/v2p0\/context(?:-2\.0\.\d+)?\.json$/;

const association: Rule = shape({ type: types("Association"), associationType: text, sourceId: url, targetId: url }, [
  "type",
  "associationType",
  "sourceId",
  "targetId",
]);

const credentials: Rule = (value, path, report) => {
  if (isList(value) && value.length === 0) return report(path, "empty");
  oneOrMany(typed([], { type: types("VerifiableCredential") }))(value, path, report);
};

/** `ClrSubject`. */
export const clrSubject: Rule = shape(
  {
    id: url,
    type: types("ClrSubject"),
    identifier: identifiers,
    achievement: oneOrMany(achievement),
    verifiableCredential: credentials,
    association: oneOrMany(association),
  },
  ["type", "verifiableCredential"],
);

/** What CLR asks of its credentials beyond the W3C data model. */
export const clrCredential: Rule = shape(
  { issuer: profile, awardedDate: dateTime, partial: boolean, ...endorsements },
  ["id", "name", "validFrom"],
);
