import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseDocument } from "../../core/documents/index.js";
import { jsonObject } from "../../core/fields.js";
import { networkId } from "../../core/ids.js";
import type { JsonObject, JsonValue } from "../../core/types.js";
import { isObject, listOf } from "../../core/values.js";
import { countryCode, languageCode } from "./codes.js";
import { credentialToElm, toElm } from "./elm.js";
import { isoDuration } from "./specification.js";

const SAMPLE = new URL("../../../../../test/vectors/credential/valid/micro-credential.json", import.meta.url);
const FIXTURE = new URL("../../../../../../shared/fixtures/europe/elm-microcredential-annex1.jsonld", import.meta.url);
const credential = jsonObject.parse(JSON.parse(readFileSync(SAMPLE, "utf8")).signed);
const subject = jsonObject.parse(credential.credentialSubject);
const elm = credentialToElm(credential, { country: "JP" });
const claim = jsonObject.parse(jsonObject.parse(elm.credentialSubject).hasClaim);

describe("a credential as a European digital credential", () => {
  test("says what the credential says", () => {
    const achievement = jsonObject.parse(subject.achievement);
    expect(elm).toMatchObject({
      id: String(credential.id).replace("urn:uuid:", "urn:credential:"),
      type: ["VerifiableCredential", "EuropeanDigitalCredential"],
      issuer: {
        id: jsonObject.parse(credential.issuer).id,
        type: "Organisation",
        location: {
          address: { countryCode: { id: "http://publications.europa.eu/resource/authority/country/JPN" } },
        },
      },
      validFrom: credential.validFrom,
      validUntil: credential.validUntil,
      credentialSubject: { type: "Person" },
    });
    expect(claim).toMatchObject({
      type: "LearningAchievement",
      awardedBy: { awardingDate: credential.awardedDate },
      influencedBy: {
        type: "LearningActivity",
        workload: "PT3H",
        temporal: { startDate: subject.activityStartDate, endDate: subject.activityEndDate },
      },
      provenBy: [{ type: "LearningAssessment", grade: { noteLiteral: { en: "60, Completed" } } }],
      specifiedBy: {
        id: achievement.id,
        type: "Qualification",
        volumeOfLearning: "PT3H",
        eqfLevel: { id: "http://data.europa.eu/snb/eqf/3" },
        thematicArea: { id: "http://data.europa.eu/snb/isced-f/1022" },
        mode: { prefLabel: { en: "Blended" } },
        language: { id: "http://publications.europa.eu/resource/authority/language/JPN" },
        learningOutcome: [{}, {}, {}],
      },
    });
  });

  test("says that it is unsigned, and which credential counts", () => {
    expect(elm).not.toHaveProperty("proof");
    const notice = jsonObject.parse(jsonObject.parse(elm.displayParameter).description);
    expect(notice.en).toContain(`Unsigned export of the Open Badges credential ${String(credential.id)}`);
    expect(notice.ja).toContain(String(credential.id));
    expect(JSON.stringify(claim.additionalNote)).toContain("Unsigned export");
  });

  test("names the outcomes that were attained only, and for taking part an activity only", () => {
    const [first] = listOf(subject.outcomeAttained);
    const some = { ...credential, credentialSubject: { ...subject, outcomeAttained: [first ?? null] } };
    expect(claimOf(some)).toMatchObject({ specifiedBy: { learningOutcome: [{ id: first }] } });
    const part = { ...subject, awardBasis: "participation", outcomeAttained: [] };
    expect(claimOf({ ...credential, credentialSubject: part })).toMatchObject({ type: "LearningActivity" });
  });

  test("of a credential that is none of ours is refused", () => {
    expect(() => credentialToElm({ ...credential, credentialSubject: {} }, { country: "JP" })).toThrow(
      expect.objectContaining({ code: "document-invalid" }),
    );
  });

  const missing = !existsSync(fileURLToPath(FIXTURE));
  if (missing) process.stderr.write(`notice: ${FIXTURE.pathname} is not there: the export is not compared with it\n`);
  test.skipIf(missing)("uses the members that the European sample uses, and a few of the model beside", () => {
    const sample = membersByType(jsonObject.parse(JSON.parse(readFileSync(FIXTURE, "utf8"))));
    const strange = [...membersByType(elm)].flatMap(([type, members]) =>
      [...members].filter((member) => !sample.get(type)?.has(member)).map((member) => `${type}.${member}`),
    );
    // Members of the model (ELM 3, application profile EDC) that the sample has no use for.
    expect(strange.sort()).toEqual([
      "AwardingProcess.awardingDate",
      "EuropeanDigitalCredential.validUntil",
      "LearningAchievement.additionalNote",
      "LearningActivity.additionalNote",
      "LearningActivity.workload",
      "LearningAssessment.additionalNote",
      "LearningAssessmentSpecification.additionalNote",
      "LearningOutcome.identifier",
      "Qualification.additionalNote",
      "Qualification.description",
      "Qualification.identifier",
      "Qualification.provenBy",
    ]);
  });
});

test("a course version is written from its document", () => {
  const file = new URL("../../../../../test/vectors/document/valid/course-version.json", import.meta.url);
  const courseVersion = parseDocument(JSON.parse(readFileSync(file, "utf8")).document);
  if (courseVersion.schema !== "peerseal.course-version/1") throw new TypeError("Expected a course version.");
  const made = toElm({
    network: networkId(31337, `0x${"ab".repeat(20)}`),
    courseVersion,
    courseCode: "shelter-hygiene",
    language: "en",
    issuer: { institution: 1, name: "Iyonada University" },
    organisation: { id: "did:web:iyonada.example", name: "Iyonada University", country: "JP" },
  });
  expect(made).toMatchObject({
    "@context": "http://data.europa.eu/snb/model/context/edc-ap",
    type: courseVersion.level.eqf === null ? "LearningAchievementSpecification" : "Qualification",
    volumeOfLearning: isoDuration(courseVersion.workloadMinutes),
    learningOutcome: courseVersion.learningOutcomes.map(({ id }) => ({ identifier: { notation: id } })),
    creditPoint: courseVersion.credits.map(({ value }) => ({ type: "CreditPoint", point: value })),
    awardingOpportunity: { awardingBody: { id: "did:web:iyonada.example" } },
  });
});

test.each([
  [60, "PT1H"],
  [90, "PT1H30M"],
  [45, "PT45M"],
  [0, "PT0M"],
])("%i minutes are %s", (minutes, duration) => {
  expect(isoDuration(minutes)).toBe(duration);
});

test("countries and languages have their three letters", () => {
  const countries = ["JP", "PH", "PT", "EE", "NZ", "DE"].map(countryCode);
  expect(countries).toEqual(["JPN", "PHL", "PRT", "EST", "NZL", "DEU"]);
  expect(countryCode("XX")).toBeNull();
  expect(["ja", "en", "pt-BR", "et", "de", "tlh"].map(languageCode)).toEqual(["JPN", "ENG", "POR", "EST", "DEU", null]);
});

function claimOf(value: JsonObject): JsonObject {
  const made = credentialToElm(value, { country: "JP" });
  return jsonObject.parse(jsonObject.parse(made.credentialSubject).hasClaim);
}

/** Which members objects of each type have, at whatever depth. */
function membersByType(value: JsonValue, found = new Map<string, Set<string>>()): Map<string, Set<string>> {
  for (const each of listOf(value)) {
    if (!isObject(each)) continue;
    const type = String(listOf(each.type).at(-1) ?? "");
    const members = found.get(type) ?? new Set();
    // Of an object without a type the members are languages.
    if (type !== "") for (const name of Object.keys(each)) members.add(name);
    found.set(type, members);
    for (const member of Object.values(each)) membersByType(member, found);
  }
  return found;
}
