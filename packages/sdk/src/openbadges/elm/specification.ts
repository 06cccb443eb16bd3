import type { JsonObject } from "../../core/types.js";
import type { ReadAchievement } from "../reading-profile.js";
import { creditFramework, eqfLevel, escoSkill, languageOf, modeOf, SHORT_PROGRAMME, thematicArea } from "./concepts.js";

/** The organisation behind a course or a credential. */
export type ElmOrganisation = {
  readonly id: string;
  readonly name: string;
  readonly url?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

/** A note in some languages. */
export const note = (texts: JsonObject): JsonObject => ({ type: "Note", noteLiteral: texts });

/** An ISO 8601 duration of whole minutes. */
export function isoDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours > 0 ? `${hours}H` : ""}${rest > 0 || hours === 0 ? `${rest}M` : ""}`;
}

/**
 * A course version as the specification of a qualification or, without an EQF level, of a learning achievement. National
 * levels, stacking and supervision have no member of the model or no word of its vocabularies that is known: they stand
 * as notes.
 *
 * @param attained learning outcomes to name, by id; absent: all
 */
export function specificationOf(achievement: ReadAchievement, attained?: readonly string[]): JsonObject {
  const { qualificationLevel: levels, inLanguage } = achievement;
  const eqf = levels.find(({ levelFramework }) => levelFramework === "EQF");
  const national = levels.filter((level) => level !== eqf);
  const [mode, language] = [
    modeOf(achievement.participationForm),
    inLanguage === undefined ? null : languageOf(inLanguage),
  ];
  const outcomes = achievement.learningOutcome.filter(({ id }) => attained === undefined || attained.includes(id));
  const textLanguage = inLanguage ?? "en";
  return {
    id: achievement.id,
    type: eqf === undefined ? "LearningAchievementSpecification" : "Qualification",
    dcType: SHORT_PROGRAMME,
    identifier: { type: "Identifier", schemeName: "Peerseal course code", notation: achievement.humanCode },
    title: { [textLanguage]: achievement.name },
    description: { [textLanguage]: achievement.description },
    additionalNote: [
      note(achievement.stackingText),
      note({ en: `Version ${achievement.version}. Supervision planned: ${achievement.supervisionForm}.` }),
      ...national.map(({ levelFramework, levelValue }) => note({ en: `${levelFramework} level ${levelValue}` })),
    ],
    ...(language === null ? {} : { language }),
    volumeOfLearning: isoDuration(achievement.workloadMinutes),
    ...(mode === null ? {} : { mode }),
    thematicArea: thematicArea(achievement.fieldOfStudy),
    creditPoint: achievement.creditValue.map(({ creditScheme, creditAmount }) => ({
      type: "CreditPoint",
      framework: creditFramework(creditScheme),
      point: creditAmount,
    })),
    ...(achievement.prerequisite === undefined ? {} : { entryRequirement: note(joined(achievement.prerequisite)) }),
    learningOutcome: outcomes.map(({ id, outcomeCode, outcomeText }) => ({
      id,
      type: "LearningOutcome",
      identifier: { type: "Identifier", schemeName: "Learning outcome", notation: outcomeCode },
      title: outcomeText,
      relatedESCOSkill: achievement.alignment
        .filter(({ targetType, targetCode }) => targetType === "ext:ESCOConcept" && targetCode === outcomeCode)
        .map(({ targetUrl }) => escoSkill(targetUrl)),
    })),
    provenBy: achievement.courseAssessment.map(({ id, assessmentText, passRule, assessmentForm }) => ({
      id,
      type: "LearningAssessmentSpecification",
      title: assessmentText,
      additionalNote: note({ en: `Form: ${assessmentForm}.` }),
      gradingScheme: { type: "GradingScheme", title: { en: "To pass" }, description: passRule },
    })),
    ...(eqf === undefined ? {} : { eqfLevel: eqfLevel(eqf.levelValue) }),
  };
}

/** Many texts of a language in one, a line each. */
function joined(lists: Readonly<Record<string, string | readonly string[]>>): JsonObject {
  return Object.fromEntries(
    Object.entries(lists).map(([tag, value]) => [tag, typeof value === "string" ? value : value.join("\n")]),
  );
}
