import { digestOf } from "../core/digest.js";
import type { CourseVersionDocument } from "../core/documents/index.js";
import { institutionUrn, networkUrn, versionId, versionUrn } from "../core/ids.js";
import type { JsonObject, NetworkId } from "../core/types.js";
import { languageMap, languageMaps } from "./language-map.js";
import { criteriaNarrative, textIn } from "./narrative.js";

/** What the Open Badges 3.0 schema takes as `inLanguage`. */
const OB_LANGUAGE = /^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;
/** ESCO's concepts have `http:` addresses, which documents write with `https:`. */
const ESCO = "https://data.europa.eu/esco/";

/** A course version as a credential or an endorsement speaks of it. */
export type CourseNaming = {
  readonly network: NetworkId;
  readonly courseVersion: CourseVersionDocument;
  /** Course code as people write it. */
  readonly courseCode: string;
  /** Language of the plain texts, BCP 47. */
  readonly language: string;
  /** Who issues: named as the creator where it owns the course. */
  readonly issuer: { readonly institution: number; readonly name: string };
};

/** URN of the course version that a document describes. */
export function versionUrnOf(network: NetworkId, course: CourseVersionDocument): string {
  return versionUrn(network, versionId(course.course, digestOf(course)));
}

/** URN of a part of a course version: a learning outcome, an assessment, or how the result of one is written. */
export function partUrn(version: string, part: "outcome" | "assessment" | "result", id: string): string {
  return `${version}#${part}-${id}`;
}

/**
 * The Open Badges 3.0 `Achievement` of a course version: the same for every learner of a batch. Everything of it comes
 * from the version's document; words of our own are those of {@link PEERSEAL_CONTEXT}.
 */
export function achievementOf(naming: CourseNaming): JsonObject {
  const { network, courseVersion: course, issuer, language } = naming;
  const version = versionUrnOf(network, course);
  const [owner = issuer.institution] = course.owners;
  const taughtIn = course.languages.includes(language) ? language : course.languages[0];
  const prerequisites = languageMaps(course.prerequisites);
  return {
    id: version,
    type: ["Achievement"],
    achievementType: "MicroCredential",
    name: textIn(course.title, language),
    description: textIn(course.description, language),
    criteria: { narrative: criteriaNarrative(course, language) },
    ...(taughtIn !== undefined && OB_LANGUAGE.test(taughtIn) ? { inLanguage: taughtIn } : {}),
    version: course.version,
    humanCode: naming.courseCode,
    fieldOfStudy: course.field,
    creator: {
      id: institutionUrn(network, owner),
      type: ["Profile"],
      ...(owner === issuer.institution ? { name: issuer.name } : {}),
    },
    alignment: alignments(course, language),
    resultDescription: course.assessments.map(({ id, description }) => ({
      id: partUrn(version, "result", id),
      type: ["ResultDescription"],
      name: textIn(description, language),
      resultType: "Result",
    })),
    workloadMinutes: course.workloadMinutes,
    learningOutcome: course.learningOutcomes.map(({ id, kind, text }) => ({
      id: partUrn(version, "outcome", id),
      type: "LearningOutcome",
      outcomeCode: id,
      outcomeKind: kind,
      outcomeText: languageMap(text),
    })),
    participationForm: course.participationForm,
    supervisionForm: course.supervision,
    courseAssessment: course.assessments.map((assessment) => ({
      id: partUrn(version, "assessment", assessment.id),
      type: "CourseAssessment",
      assessmentForm: assessment.type,
      assessmentText: languageMap(assessment.description),
      assessesOutcome: assessment.outcomes.map((id) => partUrn(version, "outcome", id)),
      passRule: languageMap(assessment.passRule),
      identityCheck: assessment.identityCheck,
      aiUse: assessment.aiPolicy.use,
    })),
    creditValue: course.credits.map(({ scheme, value }) => ({
      type: "CreditValue",
      creditScheme: scheme,
      creditAmount: value,
    })),
    qualificationLevel: levels(course).map(({ framework, level }) => ({
      type: "QualificationLevel",
      levelFramework: framework,
      levelValue: level,
    })),
    ...(prerequisites === null ? {} : { prerequisite: prerequisites }),
    stackable: course.stacking.stackable,
    stackingText: languageMap(course.stacking.text),
    stacksInto: course.stacking.programmes.map((programme) => networkUrn(network, "programme", programme)),
  };
}

/** Levels of the version, the European framework first. */
function levels({ level }: CourseVersionDocument) {
  return [...(level.eqf === null ? [] : [{ framework: "EQF", level: String(level.eqf) }]), ...level.nqf];
}

/** What has an address in a published framework: level, field, and skills. A national level has none that we know. */
function alignments({ level, field, learningOutcomes }: CourseVersionDocument, language: string): JsonObject[] {
  const eqf = level.eqf;
  return [
    ...(eqf === null
      ? []
      : [
          {
            type: ["Alignment"],
            targetType: "ext:EQFLevel",
            targetName: `EQF level ${eqf}`,
            targetCode: String(eqf),
            targetUrl: `http://data.europa.eu/snb/eqf/${eqf}`,
            targetFramework: "European Qualifications Framework",
          },
        ]),
    {
      type: ["Alignment"],
      targetType: "ext:ISCEDField",
      targetName: `ISCED-F 2013 ${field}`,
      targetCode: field,
      targetUrl: `http://data.europa.eu/snb/isced-f/${field}`,
      targetFramework: "ISCED-F 2013",
    },
    ...learningOutcomes.flatMap(({ id, text, esco }) =>
      esco.map((address) => ({
        type: ["Alignment"],
        targetType: "ext:ESCOConcept",
        targetName: textIn(text, language),
        targetCode: id,
        targetUrl: escoConcept(address),
        targetFramework: "ESCO",
      })),
    ),
  ];
}

/** The address that ESCO itself gives a concept. */
export function escoConcept(address: string): string {
  return address.startsWith(ESCO) ? `http${address.slice("https".length)}` : address;
}
