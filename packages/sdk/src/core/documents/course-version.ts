import { z } from "zod";
import { hex32, institutionNumber } from "../fields.js";
import type { CourseId, Hex, VersionId } from "../types.js";
import { ContentItem, contentRoot } from "./content.js";
import {
  decimal,
  distinct,
  languageTag,
  line,
  localId,
  semver,
  textByLanguage,
  time,
  webAddress,
  whole,
} from "./parts.js";

/** Why a course is wanted. */
export const NEED_KINDS = ["local", "workplace", "emerging-technology", "disaster"] as const;

const LearningOutcome = z.strictObject({
  id: localId,
  text: textByLanguage,
  kind: z.enum(["knowledge", "skill", "responsibility"]),
  /** Addresses of ESCO concepts. */
  esco: distinct(webAddress),
});

const Assessment = z.strictObject({
  id: localId,
  /** Such as `practical`, `written`, `portfolio`, `oral`, `quiz`. */
  type: line,
  description: textByLanguage,
  /** Learning outcomes that it assesses, by id. */
  outcomes: distinct(localId).refine((ids) => ids.length > 0, "expected at least one learning outcome"),
  passRule: textByLanguage,
  identityCheck: z.enum(["none", "account", "document", "in-person"]),
  aiPolicy: z.strictObject({ use: z.enum(["forbidden", "declared", "free"]), text: textByLanguage }),
});

const Shape = z.strictObject({
  schema: z.literal("peerseal.course-version/1"),
  course: hex32<CourseId>(),
  version: semver,
  previous: hex32<VersionId>().nullable(),
  title: textByLanguage,
  description: textByLanguage,
  /** Languages in which it is taught. */
  languages: distinct(languageTag).refine((tags) => tags.length > 0, "expected at least one language"),
  /** The version that this one translates. */
  translationOf: hex32<VersionId>().nullable(),
  owners: distinct(institutionNumber).refine((ids) => ids.length >= 1 && ids.length <= 8, "expected 1 to 8 owners"),
  deliverers: distinct(institutionNumber),
  learningOutcomes: distinct(LearningOutcome, ({ id }) => id).refine(
    (outcomes) => outcomes.length > 0,
    "expected at least one learning outcome",
  ),
  /** Whole minutes, so that sums are exact. */
  workloadMinutes: z.int().min(60).max(600_000),
  /** Such as `{scheme: "ECTS", value: "0.5"}`. */
  credits: distinct(z.strictObject({ scheme: line, value: decimal }), ({ scheme }) => scheme),
  level: z.strictObject({
    eqf: z.int().min(1).max(8).nullable(),
    nqf: z.array(z.strictObject({ framework: line, level: line })),
  }),
  /** ISCED-F 2013: broad, narrow or detailed field. */
  field: z.string().regex(/^\d{2,4}$/, "expected 2 to 4 digits of ISCED-F 2013"),
  needStatement: z.strictObject({
    kind: z.enum(NEED_KINDS),
    text: textByLanguage,
    evidence: z.array(z.strictObject({ text: textByLanguage, source: webAddress.nullable() })),
  }),
  prerequisites: z.array(textByLanguage),
  participationForm: z.enum(["online", "onsite", "blended"]),
  supervision: z.enum(["none", "identity-checked", "supervised-online", "supervised-onsite"]),
  assessments: distinct(Assessment, ({ id }) => id).refine(
    (assessments) => assessments.length > 0,
    "expected at least one assessment",
  ),
  content: distinct(ContentItem, ({ path }) => path).refine((items) => items.length > 0, "expected some content"),
  contentRoot: hex32(),
  accessibility: textByLanguage,
  stacking: z.strictObject({
    stackable: z.boolean(),
    text: textByLanguage,
    /** Programme ids that may count it. */
    programmes: distinct(hex32<Hex>()),
  }),
  reviewBy: time,
  /** What calls for a new version before that. */
  changeTriggers: z.array(textByLanguage),
  qaStatement: textByLanguage,
  changeLog: distinct(z.strictObject({ version: semver, at: time, text: textByLanguage }), ({ version }) => version),
});

/** Descriptor of a course version. Its digest gives the version its id. */
export const CourseVersionDocument = whole(Shape, (document, context) => {
  const outcomes = new Set(document.learningOutcomes.map(({ id }) => id));
  for (const [i, assessment] of document.assessments.entries()) {
    for (const [j, id] of assessment.outcomes.entries()) {
      if (outcomes.has(id)) continue;
      context.addIssue({
        code: "custom",
        path: ["assessments", i, "outcomes", j],
        message: `there is no learning outcome ${id}`,
      });
    }
  }
  if (contentRoot(document.content) !== document.contentRoot) {
    context.addIssue({ code: "custom", path: ["contentRoot"], message: "is not the root of `content`" });
  }
});
export type CourseVersionDocument = z.infer<typeof CourseVersionDocument>;
