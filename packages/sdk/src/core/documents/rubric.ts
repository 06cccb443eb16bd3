import { z } from "zod";
import { MAX_CRITERIA } from "../ratings.js";
import { isObject } from "../values.js";
import { NEED_KINDS } from "./course-version.js";
import { distinct, languageTag, licence, line, localId, semver, textByLanguage, whole } from "./parts.js";

const role = z.enum(["subject-expert", "education", "practitioner", "learner", "chair"]);
const byte = z.int().min(0).max(255);
const count = z.int().min(1).max(15);
const percent = z.int().min(0).max(100);
const seconds = z.int().min(1).max(0xffff_ffff);

const Criterion = z.strictObject({
  id: localId,
  /** A theme's id. */
  theme: localId,
  name: textByLanguage,
  question: textByLanguage,
  guidance: textByLanguage,
  essential: z.boolean(),
  rapid: z.boolean(),
  practitionerMustRate: z.boolean(),
  ratedBy: distinct(role).refine((roles) => roles.length > 0, "expected at least one role"),
  /** What level 0, 1, 2 and 3 look like here. */
  descriptors: z.tuple([textByLanguage, textByLanguage, textByLanguage, textByLanguage]),
  mapsTo: z.array(z.strictObject({ framework: line, reference: line })),
});
/** One criterion of a rubric. */
export type CriterionDocument = z.infer<typeof Criterion>;

const RuleParameters = z.strictObject({
  panel: z.strictObject({
    seats: count,
    institutions: count,
    roles: z.strictObject({
      "subject-expert": byte,
      education: byte,
      practitioner: byte,
      learner: byte,
      chair: byte,
    }),
  }),
  /** Needs for which the opening must want a practitioner. */
  practitionerForNeeds: distinct(z.enum(NEED_KINDS)),
  rapid: z.strictObject({ seats: count, institutions: count, validitySeconds: seconds, reviewSeconds: seconds }),
  /** Ratings that a criterion needs to count. */
  ratingsNeeded: count,
  /** Number of essentials at level 1 from which on the outcome is `not-met`. */
  partialEssentials: z.int().min(1).max(MAX_CRITERIA),
  notMetBelowPercent: percent,
  conditionalBelowPercent: percent,
  validitySeconds: seconds,
  /** For fields that change fast; the opening sets the validity of its round. */
  fastMovingValiditySeconds: seconds,
});

const Shape = z.strictObject({
  schema: z.literal("peerseal.rubric/1"),
  name: textByLanguage,
  version: semver,
  scope: textByLanguage,
  /** `short`: under 8 hours of work. */
  tier: z.enum(["short", "standard", "credit-bearing"]),
  /** Every text of the rubric is in each of these. */
  languages: distinct(languageTag).refine((tags) => tags.length > 0, "expected at least one language"),
  levels: z.tuple([textByLanguage, textByLanguage, textByLanguage, textByLanguage]),
  themes: distinct(z.strictObject({ id: localId, name: textByLanguage }), ({ id }) => id),
  criteria: distinct(Criterion, ({ id }) => id).refine(
    ({ length }) => length >= 1 && length <= MAX_CRITERIA,
    `expected 1 to ${MAX_CRITERIA} criteria`,
  ),
  rule: RuleParameters,
  licence,
});

/** Criteria, levels and rule of a review. Its rule stands on chain as the rubric's header (`ruleOf`, `packHeader`). */
export const RubricDocument = whole(Shape, (document, context) => {
  const themes = new Set(document.themes.map(({ id }) => id));
  for (const [i, { theme }] of document.criteria.entries()) {
    if (themes.has(theme)) continue;
    context.addIssue({ code: "custom", path: ["criteria", i, "theme"], message: `there is no theme ${theme}` });
  }
  const languages = [...document.languages].sort().join(" ");
  const { name, scope, levels, themes: named, criteria } = document;
  for (const { path, found } of textsIn({ name, scope, levels, themes: named, criteria }, [])) {
    if (found === languages) continue;
    context.addIssue({ code: "custom", path, message: `expected a text in each of: ${languages}` });
  }
});
export type RubricDocument = z.infer<typeof RubricDocument>;

type Path = (string | number)[];

/** Every text by language in a part of a checked rubric, with the languages that it has. */
function textsIn(value: unknown, path: Path): { path: Path; found: string }[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown, i) => textsIn(entry, [...path, i]));
  if (!isObject(value)) return [];
  const isText = Object.keys(value).every((key) => languageTag.safeParse(key).success) && isRecordOfTexts(value);
  if (isText) return [{ path, found: Object.keys(value).sort().join(" ") }];
  return Object.entries(value).flatMap(([key, entry]) => textsIn(entry, [...path, key]));
}

function isRecordOfTexts(value: object): boolean {
  return Object.values(value).every((entry) => typeof entry === "string");
}
