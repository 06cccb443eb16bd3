import type { JsonObject } from "../../../core/types.js";

const VC = "https://www.w3.org/ns/credentials/v2";
const OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/** Documents of different structure to compile shapes of; `leastFits`: how many changed ones a shape must answer for. */
export const DOCUMENTS: readonly {
  readonly name: string;
  readonly document: JsonObject;
  readonly leastFits: number;
}[] = [
  { name: "a badge", leastFits: 0.4, document: badge() },
  { name: "a badge with results, alignments and evidence", leastFits: 0.4, document: fullBadge() },
  { name: "an endorsement", leastFits: 0.3, document: endorsement() },
  { name: "a credential with languages and open vocabulary", leastFits: 0.4, document: openVocabulary() },
  { name: "a Data Integrity proof without its value", leastFits: 0.2, document: proofOptions() },
];

function badge(): JsonObject {
  return {
    "@context": [VC, OB],
    id: "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: "Shelter hygiene",
    issuer: { id: "did:web:issuer.example", type: ["Profile"], name: "Issuer" },
    validFrom: "2026-11-01T00:00:00Z",
    awardedDate: "2026-11-01T00:00:00Z",
    credentialSubject: {
      type: ["AchievementSubject"],
      identifier: [
        {
          type: "IdentityObject",
          hashed: true,
          identityHash: "sha256$00",
          identityType: "emailAddress",
          salt: "0011",
        },
      ],
      achievement: {
        id: "https://issuer.example/c/1",
        type: ["Achievement"],
        name: "Shelter hygiene",
        description: "Keep a shelter clean.\nAnd dry.",
        criteria: { narrative: "- one\n- two" },
      },
    },
    credentialStatus: {
      id: "urn:peerseal:1:0x00:batch:1:2#3",
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: "3",
      statusListCredential: "https://issuer.example/status/1",
    },
  };
}

function fullBadge(): JsonObject {
  const base = badge();
  const alignment = (code: string) => ({
    type: ["Alignment"],
    targetType: "ext:ESCOSkill",
    targetName: `Skill ${code}`,
    targetCode: code,
    targetUrl: `http://data.europa.eu/esco/skill/${code}`,
  });
  return {
    ...base,
    "@context": [VC, OB, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
    credentialSubject: {
      id: "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH",
      type: ["AchievementSubject"],
      activityStartDate: "2026-10-01T00:00:00Z",
      activityEndDate: "2026-10-20T00:00:00Z",
      creditsEarned: 2,
      achievement: {
        id: "urn:uuid:11111111-d8ba-11ed-83dd-0b3aef56cc33",
        type: ["Achievement"],
        achievementType: "MicroCredential",
        name: "避難所の衛生",
        description: "避難所を清潔に保つ。",
        criteria: { id: "https://issuer.example/criteria", narrative: "- 一\n- 二" },
        tag: ["hygiene", "shelter"],
        inLanguage: "ja",
        alignment: [alignment("1"), alignment("2")],
        resultDescription: [
          {
            id: "urn:uuid:22222222-d8ba-11ed-83dd-0b3aef56cc33",
            type: ["ResultDescription"],
            name: "Practical",
            resultType: "RubricCriterionLevel",
            rubricCriterionLevel: [
              { id: "urn:uuid:33333333-d8ba-11ed-83dd-0b3aef56cc33", type: ["RubricCriterionLevel"], name: "Met" },
              { id: "urn:uuid:44444444-d8ba-11ed-83dd-0b3aef56cc33", type: ["RubricCriterionLevel"], name: "Exceeded" },
            ],
          },
        ],
      },
      result: [
        {
          type: ["Result"],
          resultDescription: "urn:uuid:22222222-d8ba-11ed-83dd-0b3aef56cc33",
          achievedLevel: "urn:uuid:44444444-d8ba-11ed-83dd-0b3aef56cc33",
          status: "Completed",
        },
        { type: ["Result"], value: "85" },
      ],
    },
    evidence: [
      { type: ["Evidence"], id: "https://learner.example/film", name: "Film", narrative: "A film of the practical." },
      { type: ["Evidence"], name: "Log", description: 'with "quotes" and \\ in it' },
    ],
  };
}

function endorsement(): JsonObject {
  return {
    "@context": [VC, OB],
    id: "https://issuer.example/endorsements/1",
    type: ["VerifiableCredential", "EndorsementCredential"],
    name: "Review result",
    issuer: { id: "https://issuer.example/issuers/1", type: ["Profile"], name: "Issuer" },
    validFrom: "2026-11-01T00:00:00Z",
    validUntil: "2029-11-01T00:00:00Z",
    credentialSubject: {
      id: "urn:peerseal:1:0x00:version:0x01",
      type: ["EndorsementSubject"],
      endorsementComment: "Standard met.",
    },
  };
}

function openVocabulary(): JsonObject {
  return {
    "@context": [VC, "https://www.w3.org/ns/credentials/examples/v2"],
    id: "http://university.example/credentials/3732",
    type: ["VerifiableCredential", "ExampleDegreeCredential"],
    issuer: { id: "https://university.example/issuers/565049", alsoKnownAs: "did:web:university.example" },
    name: [
      { "@value": "Degree", "@language": "en" },
      { "@value": "學位", "@language": "zh-Hant" },
      { "@value": "درجة", "@language": "ar", "@direction": "rtl" },
    ],
    validFrom: "2010-01-01T00:00:00Z",
    credentialSubject: [
      {
        id: "did:example:ebfeb1f712ebc6f1c276e12ec21",
        degree: { type: "ExampleBachelorDegree", name: "Bachelor", score: 12, honours: true, ratio: null },
        aliases: ["one", "two", ["three"]],
        friend: { name: "Anon", friend: { name: "Other" } },
      },
      { alumniOf: { "@id": "https://university.example/" }, empty: [], ordered: { "@list": ["b", "a", "b"] } },
    ],
  };
}

function proofOptions(): JsonObject {
  return {
    "@context": [VC, OB],
    type: "DataIntegrityProof",
    created: "2026-11-01T00:00:00Z",
    verificationMethod: "did:key:z6MkOne#z6MkOne",
    cryptosuite: "eddsa-rdfc-2022",
    proofPurpose: "assertionMethod",
  };
}
