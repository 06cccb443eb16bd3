import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { checkFormat } from "../core/credential/format.js";
import { digestOf, sha256 } from "../core/digest.js";
import { ContentItem, type CourseVersionDocument, contentRoot, parseDocument } from "../core/documents/index.js";
import {
  courseId,
  institutionUrn,
  networkId,
  parseRoundId,
  parseRubricId,
  parseStatusEntryId,
  parseStatusListName,
  parseVersionUrn,
  versionId,
} from "../core/ids.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { loadContext, OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { hashIdentifier } from "./identity.js";
import { buildCredential, type CredentialInput, credentialBuilder } from "./issue.js";
import { generateCredentialKey } from "./keys.js";
import { textIn } from "./narrative.js";
import { prove } from "./prove.js";
import { signCredential } from "./sign.js";

const SCHEMA = new URL("../../../../../shared/schemas/ob_v3p0_achievementcredential_schema.json", import.meta.url);
const network = networkId(31337, `0x${"ab".repeat(20)}`);
const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const CREATED = "2026-11-23T00:00:00Z";

const content = [
  ContentItem.parse({
    path: "slides/survey.pdf",
    kind: "file",
    access: "public",
    mediaType: "application/pdf",
    bytes: 1024,
    sha256: sha256(new Uint8Array([1])),
    url: null,
    licence: "CC-BY-4.0",
  }),
];
const courseVersion: CourseVersionDocument = {
  schema: "peerseal.course-version/1",
  course: courseId(3, "drone-slope-survey"),
  version: "1.2.0",
  previous: null,
  title: { en: "Drone slope survey", ja: "ドローンによる斜面調査" },
  description: { en: "Plan, fly and read a survey of a slope.", ja: "斜面を無人航空機で調査する。" },
  languages: ["ja"],
  translationOf: null,
  owners: [3],
  deliverers: [4],
  learningOutcomes: [
    {
      id: "LO1",
      text: { en: "Plan a flight", ja: "飛行を計画する", "pt-BR": "Planejar um voo" },
      kind: "skill",
      esco: ["https://data.europa.eu/esco/skill/5b9b8f0c-0000-4000-8000-000000000001"],
    },
  ],
  workloadMinutes: 630,
  credits: [{ scheme: "ECTS", value: "0.5" }],
  level: { eqf: 5, nqf: [{ framework: "NZQCF", level: "5" }] },
  field: "0532",
  needStatement: { kind: "local", text: { en: "Slopes move after heavy rain." }, evidence: [] },
  prerequisites: [{ en: "Good eyesight", ja: "十分な視力" }, { en: "A calm hand" }],
  participationForm: "blended",
  supervision: "supervised-onsite",
  assessments: [
    {
      id: "A1",
      type: "practical",
      description: { en: "A flight over a test slope.", ja: "試験斜面での飛行。" },
      outcomes: ["LO1"],
      passRule: { en: "Land safely after loss of signal.", ja: "信号喪失後に安全に着陸する。" },
      identityCheck: "in-person",
      aiPolicy: { use: "declared", text: { en: "Say which tools were used." } },
    },
  ],
  content,
  contentRoot: contentRoot(content),
  accessibility: { en: "Captions on all films." },
  stacking: { stackable: true, text: { en: "Counts towards surveying." }, programmes: [`0x${"77".repeat(32)}`] },
  reviewBy: "2028-11-01T00:00:00Z",
  changeTriggers: [],
  qaStatement: { en: "Reviewed by peers." },
  changeLog: [],
};

const input: CredentialInput = {
  network,
  issuer: { institution: 3, name: "Example University", url: "https://univ.example", did: key.did },
  batch: { number: 4_503_599_627_370_495, index: 700 },
  courseVersion,
  courseCode: "drone-slope-survey",
  language: "ja",
  learner: {
    identifier: { kind: "email", value: " Learner@Example.org" },
    salt: new Uint8Array(16).fill(0xab),
    results: [{ assessment: "A1", status: "Completed", value: "85" }],
  },
  made: { identityCheck: "document" },
  quality: {
    decision: {
      round: parseRoundId(`0x${"11".repeat(32)}`),
      rubric: parseRubricId(`0x${"22".repeat(32)}`),
      listed: true,
      policy: `0x${"44".repeat(20)}`,
      outcome: "met",
      route: "panel",
      decidedAt: 1_789_864_000,
      expiresAt: 1_884_582_400,
      carried: null,
      convener: { institution: 2, name: "Tosa Bay Nursing College" },
      panel: [],
    },
    block: { network, number: 4_711, hash: `0x${"33".repeat(32)}`, time: 1_789_864_100 },
  },
  basis: "assessed",
  activityStartDate: "2026-10-01T00:00:00Z",
  activityEndDate: "2026-10-20T00:00:00Z",
  awardedDate: "2026-11-01T00:00:00Z",
  validFrom: "2026-11-01T00:00:00Z",
  validUntil: "2029-11-01T00:00:00Z",
  random: Uint8Array.from({ length: 16 }, (_, i) => i),
};

const subjectOf = (credential: JsonObject) => credential.credentialSubject as JsonObject;
const achievementOf = (credential: JsonObject) => subjectOf(credential).achievement as JsonObject;

describe("a built credential", () => {
  test("is made from a course version that the schema accepts", () => {
    expect(parseDocument(courseVersion)).toEqual(courseVersion);
  });

  test("names issuer, batch, version and learner as the network does", () => {
    const credential = buildCredential(input);
    const batch = `urn:peerseal:31337:0x${"ab".repeat(20)}:batch:3:4503599627370495`;
    expect(credential).toMatchObject({
      "@context": [VC_CONTEXT, OB_CONTEXT, PEERSEAL_CONTEXT],
      id: "urn:uuid:00010203-0405-4607-8809-0a0b0c0d0e0f",
      type: ["VerifiableCredential", "OpenBadgeCredential"],
      name: "ドローンによる斜面調査",
      issuer: { id: key.did, otherIdentifier: [{ identifier: institutionUrn(network, 3) }] },
      credentialStatus: {
        id: `${batch}#700`,
        type: "BitstringStatusListEntry",
        statusPurpose: "revocation",
        statusListIndex: "700",
        statusListCredential: `${batch}:revocation`,
      },
    });
    expect(parseStatusEntryId(`${batch}#700`)).toMatchObject({ institution: 3, number: 4_503_599_627_370_495 });
    expect(parseVersionUrn(String(achievementOf(credential).id))).toEqual({
      network,
      version: versionId(courseVersion.course, digestOf(courseVersion)),
    });
    expect(achievementOf(credential)).toMatchObject({
      achievementType: "MicroCredential",
      inLanguage: "ja",
      version: "1.2.0",
      humanCode: "drone-slope-survey",
      fieldOfStudy: "0532",
      creator: { id: institutionUrn(network, 3), name: "Example University" },
    });
  });

  test("holds the learner's identifier as a salted hash only", () => {
    const credential = buildCredential(input);
    const salt = "ab".repeat(16);
    expect(subjectOf(credential).identifier).toEqual([
      {
        type: "IdentityObject",
        hashed: true,
        identityType: "emailAddress",
        salt,
        identityHash: hashIdentifier({ kind: "email", value: "learner@example.org" }, salt),
      },
    ]);
    expect(JSON.stringify(credential).toLowerCase()).not.toContain("learner@example.org");
    expect(hashIdentifier({ kind: "student-number", value: "a1" }, "")).toBe(
      // SHA-256 of "a1".
      "sha256$f55ff16f66f43360266b95db6f8fec01d76031054306ae4a4b380598f6cfd114",
    );
  });

  test.each([
    ["ja", ["学修成果", "飛行を計画する", "10時間30分", "試験斜面での飛行", "対面での監督"], "評価に合格"],
    ["en", ["Learning outcomes", "Plan a flight", "10 h 30 min", "Land safely", "online and on site"], "passing"],
  ])("says in words what it stands for, in %s", (language, parts, basis) => {
    const credential = buildCredential({ ...input, language });
    const { narrative } = achievementOf(credential).criteria as JsonObject;
    for (const part of parts) expect(narrative).toContain(part);
    expect(subjectOf(credential).narrative).toContain(basis);
  });

  test("says that participation is not an assessment", () => {
    const credential = buildCredential({ ...input, language: "en", basis: "participation" });
    expect(subjectOf(credential).narrative).toContain("not assessed");
  });

  test("by a deliverer names the owner as the course's creator", () => {
    const credential = buildCredential({ ...input, issuer: { ...input.issuer, institution: 4 } });
    expect(achievementOf(credential).creator).toEqual({ id: institutionUrn(network, 3), type: ["Profile"] });
  });

  test("holds whole numbers only", () => {
    const numbers: JsonValue[] = [];
    JSON.stringify(buildCredential(input), (_, value) => {
      if (typeof value === "number") numbers.push(value);
      return value;
    });
    expect(numbers).toEqual([630, 4_711]);
  });

  test("says of the course what its document says", () => {
    const credential = buildCredential({ ...input, language: "en" });
    const version = String(achievementOf(credential).id);
    expect(achievementOf(credential)).toMatchObject({
      workloadMinutes: 630,
      participationForm: "blended",
      supervisionForm: "supervised-onsite",
      learningOutcome: [
        {
          id: `${version}#outcome-LO1`,
          type: "LearningOutcome",
          outcomeCode: "LO1",
          outcomeKind: "skill",
          outcomeText: { en: "Plan a flight", ja: "飛行を計画する", "pt-br": "Planejar um voo" },
        },
      ],
      courseAssessment: [
        {
          id: `${version}#assessment-A1`,
          assessmentForm: "practical",
          assessesOutcome: [`${version}#outcome-LO1`],
          passRule: { en: "Land safely after loss of signal." },
          identityCheck: "in-person",
          aiUse: "declared",
        },
      ],
      creditValue: [{ creditScheme: "ECTS", creditAmount: "0.5" }],
      qualificationLevel: [
        { levelFramework: "EQF", levelValue: "5" },
        { levelFramework: "NZQCF", levelValue: "5" },
      ],
      prerequisite: { en: ["Good eyesight", "A calm hand"], ja: ["十分な視力"] },
      stackable: true,
      stackingText: { en: "Counts towards surveying." },
      stacksInto: [`urn:peerseal:31337:0x${"ab".repeat(20)}:programme:0x${"77".repeat(32)}`],
      alignment: [
        { targetType: "ext:EQFLevel", targetCode: "5", targetUrl: "http://data.europa.eu/snb/eqf/5" },
        { targetType: "ext:ISCEDField", targetUrl: "http://data.europa.eu/snb/isced-f/0532" },
        {
          targetName: "Plan a flight",
          targetCode: "LO1",
          targetUrl: "http://data.europa.eu/esco/skill/5b9b8f0c-0000-4000-8000-000000000001",
          targetFramework: "ESCO",
        },
      ],
      resultDescription: [{ id: `${version}#result-A1`, name: "A flight over a test slope.", resultType: "Result" }],
    });
  });

  test("says what this learner attained, and what was really checked", () => {
    const version = String(achievementOf(buildCredential(input)).id);
    expect(subjectOf(buildCredential(input))).toMatchObject({
      awardBasis: "assessed",
      outcomeAttained: [`${version}#outcome-LO1`],
      identityCheckMade: "document",
      supervisionMade: "not-stated",
      result: [{ resultDescription: `${version}#result-A1`, status: "Completed", value: "85" }],
    });
    const learner = { ...input.learner, outcomesAttained: [], made: { identityCheck: "in-person" as const } };
    expect(subjectOf(buildCredential({ ...input, learner }))).toMatchObject({
      outcomeAttained: [],
      identityCheckMade: "in-person",
    });
  });

  test("points to the decision and to the credential that it corrects", () => {
    const credential = buildCredential({
      ...input,
      correctionOf: { credential: "urn:uuid:1", statusEntry: "urn:peerseal:2", reason: { "pt-BR": "Nota errada" } },
    });
    const network = `urn:peerseal:31337:0x${"ab".repeat(20)}`;
    expect(credential).toMatchObject({
      correctionOf: {
        id: "urn:uuid:1",
        type: "CorrectedCredential",
        correctedStatusEntry: "urn:peerseal:2",
        correctionReason: { "pt-br": "Nota errada" },
      },
      qualityAssurance: {
        id: `${network}:round:0x${"11".repeat(32)}#decision`,
        type: "QualityDecision",
        reviewRubric: `${network}:rubric:0x${"22".repeat(32)}`,
        decisionOutcome: "met",
        decidedAt: "2026-09-20T00:26:40Z",
        decisionExpiresAt: "2029-09-20T07:06:40Z",
        asOfBlock: { blockNumber: 4_711, blockHash: `0x${"33".repeat(32)}`, blockTime: "2026-09-20T00:28:20Z" },
      },
    });
  });

  test("names a status list that a registry publishes, where there is one", () => {
    const statusBase = "https://registry.example";
    expect(buildCredential({ ...input, statusBase }).credentialStatus).toMatchObject({
      id: expect.stringMatching(/^urn:peerseal:/),
      statusListCredential: "https://registry.example/status/3-4503599627370495-revocation",
    });
    expect(parseStatusListName("3-4503599627370495-revocation")).toEqual({
      institution: 3,
      number: 4_503_599_627_370_495,
      purpose: "revocation",
    });
    expect(["3-1-refresh", "03-1-revocation", "3-99999999999999999-revocation"].map(parseStatusListName)).toEqual([
      null,
      null,
      null,
    ]);
  });

  test("has the same members in the same order as the others of its batch", () => {
    const { batch, learner, random, ...shared } = input;
    const build = credentialBuilder({ ...shared, number: batch.number });
    const shapes = [1, 2, 3].map((index) =>
      shapeOf(build({ index, learner: { ...learner, salt: random }, random: random.map((byte) => byte ^ index) })),
    );
    expect(new Set(shapes).size).toBe(1);
    expect(build({ index: batch.index, learner, random })).toEqual(buildCredential(input));
  });

  test("leaves out what is not given", () => {
    const { validUntil: _, ...rest } = input;
    const { results: __, ...learner } = input.learner;
    const credential = buildCredential({ ...rest, learner });
    expect(credential).not.toHaveProperty("validUntil");
    expect(subjectOf(credential)).not.toHaveProperty("result");
  });

  test.each<[string, Partial<CredentialInput>]>([
    ["an outcome that the version has not", { learner: { ...input.learner, outcomesAttained: ["LO9"] } }],
    ["an outcome twice", { learner: { ...input.learner, outcomesAttained: ["LO1", "LO1"] } }],
    [
      "an outcome for taking part",
      { basis: "participation", learner: { ...input.learner, outcomesAttained: ["LO1"] } },
    ],
    ["a result of no assessment", { learner: { ...input.learner, results: [{ assessment: "A9" }] } }],
    ["a learner's DID of another method", { learner: { ...input.learner, did: "did:web:learner.example" } }],
    ["too little randomness", { random: new Uint8Array(15) }],
    ["a short salt", { learner: { ...input.learner, salt: new Uint8Array(8) } }],
    ["no identifier", { learner: { ...input.learner, identifier: { kind: "email", value: " " } } }],
    ["a time with a fraction", { validFrom: "2026-11-01T00:00:00.5Z" }],
    ["a day that is none", { awardedDate: "2026-02-30T00:00:00Z" }],
    ["an activity that ends before it starts", { activityEndDate: "2026-09-30T00:00:00Z" }],
    ["a validity that ends before it starts", { validUntil: "2026-10-01T00:00:00Z" }],
  ])("is refused with %s", (_, change) => {
    expect(() => buildCredential({ ...input, ...change })).toThrow(expect.objectContaining({ code: "issue-invalid" }));
  });

  test("is refused outside the batch's range", () => {
    const batch = { number: 1, index: 2 ** 20 };
    expect(() => buildCredential({ ...input, batch })).toThrow(expect.objectContaining({ code: "id-malformed" }));
  });
});

describe("a signed one", () => {
  const { validUntil: _, ...unlimited } = input;
  const { results: _results, ...plainLearner } = input.learner;
  const inputs: CredentialInput[] = [
    input,
    { ...input, language: "en", statusBase: "https://registry.example" },
    { ...unlimited, basis: "participation" },
    {
      ...input,
      learner: {
        ...plainLearner,
        did: `did:key:z6Mk${"h".repeat(44)}`,
        evidence: [{ id: "https://evidence.example/1", name: "Flight log", narrative: "Of the test.", genre: "Log" }],
      },
      correctionOf: { credential: "urn:uuid:1", statusEntry: "urn:peerseal:2", reason: { ja: "成績の誤り" } },
    },
  ];

  test.each(inputs)("verifies and is well-formed", async (each) => {
    const secured = await signCredential(buildCredential(each), key, { created: CREATED });
    const { proofs } = await prove(secured);
    expect(proofs).toMatchObject([{ outcome: "verified", controlledByIssuer: true, key: key.keyId }]);
    expect(checkFormat(secured)).toMatchObject({ ok: true, kind: "achievement", issues: [] });
  });

  test.each(inputs)("leaves no word without a meaning", async (each) => {
    const quads = await cryptosuite.canonize(structuredClone(buildCredential(each)), {
      documentLoader: loadContext,
      safe: true,
    });
    for (const word of ["workloadMinutes", "outcomeText", "awardBasis", "identityCheckMade", "decidedAt"]) {
      expect(quads).toContain(`<https://w3id.org/peerseal/ns#${word}>`);
    }
    expect(quads).toContain(`"630"^^<http://www.w3.org/2001/XMLSchema#integer>`);
    expect(quads).toContain(`"Planejar um voo"@pt-br`);
  });

  test("does not verify once any field is changed", async () => {
    const secured = await signCredential(buildCredential(input), key, { created: CREATED });
    const { proof, "@context": context, ...fields } = secured;
    const changed = mutated(fields);
    expect(changed.length).toBeGreaterThan(40);
    for (const each of changed) {
      const { proofs } = await prove({ "@context": context ?? [], ...(each as JsonObject), proof: proof ?? [] });
      expect(proofs.map(({ outcome }) => outcome)).toEqual(["invalid"]);
    }
  });

  const missing = !existsSync(fileURLToPath(SCHEMA));
  if (missing) process.stderr.write(`notice: ${SCHEMA.pathname} is not there: its rules are not checked\n`);
  test.skipIf(missing).each(inputs)("has the form of 1EdTech's JSON schema", async (each) => {
    const ajv = new Ajv2019({ allErrors: true, strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")));
    const secured = await signCredential(buildCredential(each), key, { created: CREATED });
    expect([validate(secured), validate.errors]).toEqual([true, null]);
    const { achievement: _achievement, ...subject } = subjectOf(secured);
    expect(validate({ ...secured, credentialSubject: subject })).toBe(false);
  });
});

describe("texts by language", () => {
  test.each([
    ["ja", { ja: "a", en: "b" }, "a"],
    ["pt-BR", { pt: "a", en: "b" }, "a"],
    ["pt", { "pt-BR": "a", en: "b" }, "a"],
    ["fr", { en: "b", ja: "c" }, "b"],
    ["fr", { ja: "c" }, "c"],
  ])("for %s", (language, texts, expected) => {
    expect(textIn(texts, language)).toBe(expected);
  });
});

/** Every copy of a value in which one string is changed. */
function mutated(value: JsonValue): JsonValue[] {
  if (typeof value === "string") return [`${value}x`];
  if (Array.isArray(value)) return value.flatMap((item, i) => mutated(item).map((change) => value.with(i, change)));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    mutated(member).map((change) => ({ ...value, [name]: change })),
  );
}

/** Members in their order, without values. */
function shapeOf(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(shapeOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return typeof value;
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}:${shapeOf(member)}`)
    .join(",")}}`;
}
