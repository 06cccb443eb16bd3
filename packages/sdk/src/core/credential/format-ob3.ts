import {
  ACHIEVEMENT_TYPES,
  IDENTIFIER_TYPES,
  RESULT_STATUSES,
  RESULT_TYPES,
  TARGET_TYPES,
} from "./format-ob3-words.js";
import {
  boolean,
  closed,
  dateTime,
  number,
  oneOf,
  oneOfOrExtension,
  oneOrMany,
  type Rule,
  shape,
  text,
  typed,
  types,
  url,
} from "./format-rules.js";

/*
 * Shapes of Open Badges 3.0 (1EdTech, 2024). Where the standard asks for a list and JSON-LD means the same by a single
 * value, both are taken: real files have both, and a signature covers what was written.
 */

const languageCode: Rule = (value, path, report) => {
  if (typeof value !== "string") return report(path, "not-a-string");
  if (!/^[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/.test(value)) report(path, "not-allowed");
};

const compactJws: Rule = (value, path, report) => {
  if (typeof value !== "string") return report(path, "not-a-string");
  if (!/^[\w-]+\.[\w-]*\.[\w-]+$/.test(value)) report(path, "not-allowed");
};

/** `Image`. */
export const image: Rule = closed({ id: url, type: types("Image"), caption: text }, ["id", "type"]);

const identifierEntry: Rule = closed(
  { type: types("IdentifierEntry"), identifier: text, identifierType: oneOfOrExtension(IDENTIFIER_TYPES) },
  ["type", "identifier", "identifierType"],
);

const identityObject: Rule = closed(
  {
    type: types("IdentityObject"),
    hashed: boolean,
    identityHash: text,
    identityType: oneOfOrExtension(IDENTIFIER_TYPES),
    salt: text,
  },
  ["type", "hashed", "identityHash", "identityType"],
);

const address: Rule = shape(
  {
    type: types("Address"),
    addressCountry: text,
    addressCountryCode: text,
    addressRegion: text,
    addressLocality: text,
    streetAddress: text,
    postOfficeBoxNumber: text,
    postalCode: text,
    geo: shape({ type: types("GeoCoordinates"), latitude: number, longitude: number }, [
      "type",
      "latitude",
      "longitude",
    ]),
  },
  ["type"],
);

const alignment: Rule = shape(
  {
    type: types("Alignment"),
    targetCode: text,
    targetDescription: text,
    targetName: text,
    targetFramework: text,
    targetType: oneOfOrExtension(TARGET_TYPES),
    targetUrl: url,
  },
  ["type", "targetName", "targetUrl"],
);

/** An endorsement inside a badge is a credential of its own; whoever wants to rely on it verifies it by itself. */
const embeddedEndorsement: Rule = typed(["id", "issuer", "validFrom", "credentialSubject"], {
  type: types("EndorsementCredential"),
});
/** Endorsements, embedded or in JWTs. */
export const endorsements = { endorsement: oneOrMany(embeddedEndorsement), endorsementJwt: oneOrMany(compactJws) };

/** A person or an organisation; `type` and `id` are required of it. */
export const profile: Rule = (value, path, report) =>
  shape(
    {
      id: url,
      type: types("Profile"),
      name: text,
      url,
      phone: text,
      description: text,
      image,
      email: text,
      address,
      otherIdentifier: oneOrMany(identifierEntry),
      official: text,
      parentOrg: profile,
      ...endorsements,
    },
    ["id", "type"],
  )(value, path, report);

/** `Evidence`. */
export const evidence: Rule = typed([], {
  type: types("Evidence"),
  narrative: text,
  name: text,
  description: text,
  genre: text,
  audience: text,
});

const result: Rule = shape(
  {
    type: types("Result"),
    achievedLevel: url,
    alignment: oneOrMany(alignment),
    resultDescription: url,
    status: oneOf(RESULT_STATUSES),
    value: text,
  },
  ["type"],
);

const rubricCriterionLevel: Rule = shape(
  {
    id: url,
    type: types("RubricCriterionLevel"),
    alignment: oneOrMany(alignment),
    description: text,
    level: text,
    name: text,
    points: text,
  },
  ["id", "type", "name"],
);

const resultDescription: Rule = shape(
  {
    id: url,
    type: types("ResultDescription"),
    alignment: oneOrMany(alignment),
    allowedValue: oneOrMany(text),
    name: text,
    requiredLevel: url,
    requiredValue: text,
    resultType: oneOfOrExtension(RESULT_TYPES),
    rubricCriterionLevel: oneOrMany(rubricCriterionLevel),
    valueMax: text,
    valueMin: text,
  },
  ["id", "type", "name", "resultType"],
);

/** `Achievement`. */
export const achievement: Rule = shape(
  {
    id: url,
    type: types("Achievement"),
    alignment: oneOrMany(alignment),
    achievementType: oneOfOrExtension(ACHIEVEMENT_TYPES),
    creator: profile,
    creditsAvailable: number,
    criteria: shape({ id: url, narrative: text }),
    description: text,
    fieldOfStudy: text,
    humanCode: text,
    image,
    inLanguage: languageCode,
    name: text,
    otherIdentifier: oneOrMany(identifierEntry),
    related: oneOrMany(
      shape({ id: url, type: types("Related"), inLanguage: languageCode, version: text }, ["id", "type"]),
    ),
    resultDescription: oneOrMany(resultDescription),
    specialization: text,
    tag: oneOrMany(text),
    version: text,
    ...endorsements,
  },
  ["id", "type", "criteria", "description", "name"],
);

/** Identifiers of a learner. */
export const identifiers: Rule = oneOrMany(identityObject);

/** `AchievementSubject`. */
export const achievementSubject: Rule = shape(
  {
    id: url,
    type: types("AchievementSubject"),
    activityStartDate: dateTime,
    activityEndDate: dateTime,
    creditsEarned: number,
    achievement,
    identifier: identifiers,
    image,
    licenseNumber: text,
    narrative: text,
    result: oneOrMany(result),
    role: text,
    source: profile,
    term: text,
  },
  ["type", "achievement"],
);

/** `EndorsementSubject`. */
export const endorsementSubject: Rule = shape(
  { id: url, type: types("EndorsementSubject"), endorsementComment: text },
  ["id", "type"],
);

/** What OB3 asks of its credentials beyond the W3C data model. */
export const openBadge = {
  achievement: shape({ awardedDate: dateTime, image, ...endorsements }, ["id", "validFrom"]),
  endorsement: shape({ awardedDate: dateTime }, ["id", "name", "validFrom"]),
} as const;
