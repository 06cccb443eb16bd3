import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CREDENTIAL, edited } from "../judge/testing/sample.js";
import type { JsonObject, JsonValue } from "../types.js";
import { checkFormat, MAX_ISSUES } from "./format.js";
import { FORMAT_ISSUES } from "./format-rules.js";

type Path = readonly (string | number)[];
const SUBJECT: Path = ["credentialSubject"];
const ACHIEVEMENT: Path = [...SUBJECT, "achievement"];
const SRI = "sha256-ypd4hN2Sxzve/7aoqJ9qA1h3e5xP8sXmQb0Lk2yqT9s=";
const MULTIBASE = "uEiAjCHMnK5-ayOIZLWo_TBoKYVvSAprlkYEjRlm19Cj0uw";
const resource = { id: "https://a.example/1", digestSRI: SRI };

/** A change to a good badge: what it makes wrong, and where; nothing: the change is allowed. */
const CHANGES: readonly (readonly [string, Path, JsonValue | undefined, ...string[]])[] = [
  ["no context", ["@context"], undefined, "absent /@context", "context-ob3 /@context/1"],
  [
    "one context as a text",
    ["@context"],
    "https://www.w3.org/ns/credentials/v2",
    "not-a-list /@context",
    "context-ob3 /@context/1",
  ],
  ["foreign context first", ["@context", 0], "https://schema.org", "context-first /@context/0"],
  [
    "contexts the wrong way round",
    ["@context"],
    ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", "https://www.w3.org/ns/credentials/v2"],
    "context-first /@context/0",
    "context-ob3 /@context/1",
  ],
  ["no OB3 context", ["@context", 1], "https://schema.org", "context-ob3 /@context/1"],
  ["OB3 context without version", ["@context", 1], "https://purl.imsglobal.org/spec/ob/v3p0/context.json"],
  ["a context that is a number", ["@context", 2], 5, "context-value /@context/2"],
  ["a context that is no URL", ["@context", 2], "context.json", "context-value /@context/2"],
  ["a context of its own", ["@context", 2], { term: "https://a.example/term" }],
  ["no type", ["type"], undefined, "absent /type"],
  ["not a verifiable credential", ["type"], ["OpenBadgeCredential"], "type-missing /type"],
  ["a type that is a number", ["type", 2], 5, "not-a-string /type/2"],
  ["the older name of the type", ["type", 1], "AchievementCredential"],
  ["no id", ["id"], undefined, "absent /id"],
  ["an id that is no URL", ["id"], "credential-1", "not-a-url /id"],
  ["an id with a blank", ["id"], "urn:a b", "not-a-url /id"],
  ["an id that runs a script", ["id"], "javascript:alert(1)", "unsafe-url /id"],
  ["two ids", ["id"], ["urn:a:1", "urn:a:2"], "not-a-string /id"],
  ["no issuer", ["issuer"], undefined, "absent /issuer"],
  ["null issuer", ["issuer"], null, "not-an-object /issuer"],
  ["issuer as a URL", ["issuer"], "https://iyonada.example"],
  ["issuer as a word", ["issuer"], "Iyonada", "not-a-url /issuer"],
  ["two issuers", ["issuer"], ["https://a.example", "https://b.example"], "more-than-one /issuer"],
  ["issuer without id", ["issuer", "id"], undefined, "absent /issuer/id"],
  ["issuer that is no profile", ["issuer", "type"], ["Organisation"], "type-missing /issuer/type"],
  [
    "issuer with an address",
    ["issuer", "address"],
    { type: ["Address"], geo: { type: "GeoCoordinates", latitude: 1, longitude: "2" } },
    "not-a-number /issuer/address/geo/longitude",
  ],
  [
    "parent of the parent without id",
    ["issuer", "parentOrg"],
    { id: "https://a.example", type: "Profile", parentOrg: { type: "Profile" } },
    "absent /issuer/parentOrg/parentOrg/id",
  ],
  ["no validFrom", ["validFrom"], undefined, "absent /validFrom"],
  ["a day", ["validFrom"], "2026-11-01", "not-a-date-time /validFrom"],
  ["a time without zone", ["validFrom"], "2026-11-01T00:00:00", "not-a-date-time /validFrom"],
  ["a day that is not", ["validFrom"], "2026-02-30T00:00:00Z", "not-a-date-time /validFrom"],
  ["validity that ends before it begins", ["validUntil"], "2026-10-31T23:59:59Z", "period-reversed /validUntil"],
  ["validity of one moment", ["validUntil"], "2026-11-01T09:00:00+09:00"],
  [
    "a name in two languages",
    ["name"],
    [
      { "@value": "Shelter", "@language": "en" },
      { "@value": "避難所", "@language": "ja" },
    ],
  ],
  [
    "a language value with more in it",
    ["name"],
    { "@value": "Shelter", url: "https://a.example" },
    "not-a-language-value /name",
  ],
  ["a name that is a number", ["name"], 7, "not-a-language-value /name"],
  ["an empty list of names", ["name"], [], "empty /name"],
  [
    "a language that is none",
    ["description"],
    { "@value": "x", "@language": "en us" },
    "not-a-language-value /description",
  ],
  [
    "a direction that is none",
    ["description"],
    { "@value": "x", "@direction": "up" },
    "not-a-language-value /description",
  ],
  ["no subject", SUBJECT, undefined, "absent /credentialSubject"],
  [
    "an empty subject",
    SUBJECT,
    {},
    "empty /credentialSubject",
    "absent /credentialSubject/type",
    "absent /credentialSubject/achievement",
  ],
  ["a subject that is a text", SUBJECT, "Ana", "not-an-object /credentialSubject"],
  ["two subjects", SUBJECT, [{ id: "urn:a:1" }, { id: "urn:a:2" }], "more-than-one /credentialSubject"],
  ["no subjects", SUBJECT, [], "empty /credentialSubject", "more-than-one /credentialSubject"],
  ["a subject's id that is no URL", [...SUBJECT, "id"], "ana", "not-a-url /credentialSubject/id"],
  ["subject of another type", [...SUBJECT, "type"], ["Person"], "type-missing /credentialSubject/type"],
  ["no achievement", ACHIEVEMENT, undefined, "absent /credentialSubject/achievement"],
  ...["id", "type", "name", "description", "criteria"].map((name): (typeof CHANGES)[number] => [
    `achievement without ${name}`,
    [...ACHIEVEMENT, name],
    undefined,
    `absent /credentialSubject/achievement/${name}`,
  ]),
  [
    "achievement of another type",
    [...ACHIEVEMENT, "type"],
    ["Course"],
    "type-missing /credentialSubject/achievement/type",
  ],
  ["achievement with a type of ours too", [...ACHIEVEMENT, "type"], ["Achievement", "MicroCredentialAchievement"]],
  ["achievement's type as a text", [...ACHIEVEMENT, "type"], "Achievement"],
  ["kind of achievement of one's own", [...ACHIEVEMENT, "achievementType"], "ext:Stack"],
  [
    "kind of achievement that is none",
    [...ACHIEVEMENT, "achievementType"],
    "Stack",
    "not-allowed /credentialSubject/achievement/achievementType",
  ],
  [
    "criteria as a text",
    [...ACHIEVEMENT, "criteria"],
    "Do it.",
    "not-an-object /credentialSubject/achievement/criteria",
  ],
  [
    "alignment without its URL",
    [...ACHIEVEMENT, "alignment"],
    [{ type: ["Alignment"], targetName: "EQF 6" }],
    "absent /credentialSubject/achievement/alignment/0/targetUrl",
  ],
  ["language of the achievement", [...ACHIEVEMENT, "inLanguage"], "ja-Jpan-JP"],
  [
    "language as a name",
    [...ACHIEVEMENT, "inLanguage"],
    "Japanese",
    "not-allowed /credentialSubject/achievement/inLanguage",
  ],
  [
    "end of activity as a day",
    [...SUBJECT, "activityEndDate"],
    "2026-10-20",
    "not-a-date-time /credentialSubject/activityEndDate",
  ],
  [
    "result with a status that is none",
    [...SUBJECT, "result"],
    [{ type: ["Result"], status: "Done" }],
    "not-allowed /credentialSubject/result/0/status",
  ],
  [
    "recipient's identifier without hashed",
    [...SUBJECT, "identifier", 0, "hashed"],
    undefined,
    "absent /credentialSubject/identifier/0/hashed",
  ],
  [
    "recipient's identifier hashed: yes",
    [...SUBJECT, "identifier", 0, "hashed"],
    "yes",
    "not-a-boolean /credentialSubject/identifier/0/hashed",
  ],
  [
    "an endorsement that is none",
    ["endorsement"],
    [{ id: "urn:a:1", type: ["VerifiableCredential"] }],
    "type-missing /endorsement/0/type",
    "absent /endorsement/0/issuer",
    "absent /endorsement/0/validFrom",
    "absent /endorsement/0/credentialSubject",
  ],
  ["status without type", ["credentialStatus", "type"], undefined, "absent /credentialStatus/type"],
  ["status without id", ["credentialStatus", "id"], undefined],
  ["status whose id is no URL", ["credentialStatus", "id"], "batch 5", "not-a-url /credentialStatus/id"],
  ["status as a text", ["credentialStatus"], "https://a.example/1", "not-an-object /credentialStatus"],
  ["several statuses", ["credentialStatus"], [{ type: "A" }, { type: "B" }]],
  ["schema without id", ["credentialSchema"], [{ type: "JsonSchema" }], "absent /credentialSchema/0/id"],
  ...["refreshService", "termsOfUse", "evidence"].map((name): (typeof CHANGES)[number] => [
    `${name} without type`,
    [name],
    [{ id: "https://a.example/1" }],
    `absent /${name}/0/type`,
  ]),
  ["refreshService that is no object", ["refreshService"], "https://a.example", "not-an-object /refreshService"],
  ["evidence of another type", ["evidence"], [{ type: ["Document"] }], "type-missing /evidence/0/type"],
  ["a related resource", ["relatedResource"], [resource]],
  [
    "a related resource without digest",
    ["relatedResource"],
    [{ id: "https://a.example/1" }],
    "digest-absent /relatedResource/0",
  ],
  ["a related resource without id", ["relatedResource"], [{ digestSRI: SRI }], "absent /relatedResource/0/id"],
  ["a related resource with both digests", ["relatedResource"], [{ ...resource, digestMultibase: MULTIBASE }]],
  ["one related resource without a list", ["relatedResource"], { ...resource, mediaType: "text/html; charset=utf-8" }],
  [
    "a related resource whose id is no URL",
    ["relatedResource"],
    [{ ...resource, id: "a" }],
    "not-a-url /relatedResource/0/id",
  ],
  ["a related resource of null", ["relatedResource"], null, "not-an-object /relatedResource"],
  ...[
    "sha256-ca3d163bab055381827226140568f3bef634ac187cebd76878e0b63e9e442356",
    "md5-1B2M2Y8AsgTpgAmY7PhCfg==",
    "ca3d163bab055381827226140568f3be",
    "",
  ].map((digestSRI): (typeof CHANGES)[number] => [
    `a related resource with the digest ${digestSRI}`,
    ["relatedResource"],
    [{ ...resource, digestSRI }],
    "not-a-digest /relatedResource/0/digestSRI",
  ]),
  ...["zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e", MULTIBASE].map((digestMultibase): (typeof CHANGES)[number] => [
    `a related resource with the digest ${digestMultibase}`,
    ["relatedResource"],
    [{ id: resource.id, digestMultibase }],
  ]),
  ...["uZTQ0MjM1NiAgcmVwb3J0cw", "mEiA", `${MULTIBASE}A`, "z0", "u", "u".repeat(5_000)].map(
    (digestMultibase): (typeof CHANGES)[number] => [
      `a related resource with the digest ${digestMultibase.slice(0, 40)}`,
      ["relatedResource"],
      [{ ...resource, digestMultibase }],
      "not-a-digest /relatedResource/0/digestMultibase",
    ],
  ),
  [
    "a related resource with another media type",
    ["relatedResource"],
    [{ ...resource, mediaType: "html" }],
    "not-a-media-type /relatedResource/0/mediaType",
  ],
  ["a related resource twice", ["relatedResource"], [resource, resource], "duplicate /relatedResource/1/id"],
  ["a related resource as a text", ["relatedResource"], ["https://a.example/1"], "not-an-object /relatedResource/0"],
  ["no proof", ["proof"], undefined],
  ["no proofs", ["proof"], []],
  ["empty lists of what may be absent", ["evidence"], []],
  ["no types at all", [...ACHIEVEMENT, "type"], [], "empty /credentialSubject/achievement/type"],
  ["a status without any type", ["credentialStatus", "type"], [], "empty /credentialStatus/type"],
  ["an empty type", ["credentialStatus", "type"], "", "empty /credentialStatus/type"],
  ["a proof as a text", ["proof"], "signed", "not-an-object /proof"],
  ["a proof without type", ["proof", 0, "type"], undefined, "absent /proof/0/type"],
  ["a proof without value", ["proof", 0, "proofValue"], undefined, "absent /proof/0/proofValue"],
  ["a proof of an older type", ["proof"], { type: "Ed25519Signature2020", proofValue: "z1" }],
  [
    "a proof after one that is not there",
    ["proof", 0, "previousProof"],
    "urn:uuid:1",
    "proof-unknown /proof/0/previousProof",
  ],
  ["a proof on no day", ["proof", 0, "created"], "yesterday", "not-a-date-time /proof/0/created"],
  ["members nobody knows", ["anything"], { goes: [1, 2, 3] }],
  ["a term that is a number", ["@context", 2], { "a/b": 1 }, "context-value /@context/2/a~1b"],
  [
    "a context that renames the status",
    ["@context", 2],
    { x: "https://www.w3.org/2018/credentials#credentialStatus" },
    "context-alias /@context/2/x",
  ],
  ["members beside the graph", ["@included"], [{ id: "urn:a:1" }], "keyword /@included"],
  [
    "the long name of the status",
    ["https://www.w3.org/2018/credentials#credentialStatus"],
    { id: "urn:a:1" },
    "long-name /https:~1~1www.w3.org~12018~1credentials#credentialStatus",
  ],
];

for (const [name, path, value, ...issues] of CHANGES) {
  test(name, () => {
    const report = checkFormat(edited(path, value));
    const found = report.issues.map((issue) => `${issue.code} ${issue.path}`);
    expect(found.toSorted()).toEqual(issues.toSorted());
    expect(report.ok).toBe(issues.length === 0);
  });
}

test("every code is shown by a change", () => {
  const shown = new Set(CHANGES.flatMap(([, , , ...issues]) => issues.map((issue) => issue.split(" ")[0])));
  // The rest is of records and of presentations, and shown where these are tested.
  const elsewhere = ["context-clr", "not-a-data-url", "not-secured"];
  expect(Object.keys(FORMAT_ISSUES).filter((code) => !shown.has(code))).toEqual(elsewhere);
});

describe("kinds and models", () => {
  const endorsement: JsonObject = {
    ...CREDENTIAL,
    type: ["VerifiableCredential", "EndorsementCredential"],
    credentialSubject: { id: "https://a.example", type: ["EndorsementSubject"], endorsementComment: "Good." },
  };
  const plain: JsonObject = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    type: ["VerifiableCredential"],
    issuer: "https://a.example",
    credentialSubject: { id: "urn:a:1" },
  };
  const old: JsonObject = {
    ...plain,
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    issuanceDate: "2021-01-19T18:22:34.772810+00:00",
  };
  const issues = (credential: JsonObject) => checkFormat(credential).issues.map(({ path, code }) => `${code} ${path}`);

  test("a badge", () => {
    expect(checkFormat(CREDENTIAL)).toEqual({ ok: true, model: "vcdm-2.0", kind: "achievement", issues: [] });
  });

  test("an endorsement", () => {
    expect(checkFormat(endorsement)).toMatchObject({ ok: true, kind: "endorsement" });
    expect(issues(edited(["name"], undefined, endorsement))).toEqual(["absent /name"]);
    expect(issues(edited(["credentialSubject", "id"], undefined, endorsement))).toEqual([
      "absent /credentialSubject/id",
    ]);
  });

  test("a plain credential", () => {
    expect(checkFormat(plain)).toEqual({ ok: true, model: "vcdm-2.0", kind: "other", issues: [] });
  });

  test("a learner record", () => {
    const record: JsonObject = {
      ...CREDENTIAL,
      "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
      ],
      type: ["VerifiableCredential", "ClrCredential"],
      credentialSubject: {
        id: "urn:a:1",
        type: ["ClrSubject"],
        verifiableCredential: [CREDENTIAL],
        association: [{ type: "Association", associationType: "isPartOf", sourceId: "urn:a:2", targetId: "urn:a:3" }],
      },
    };
    expect(checkFormat(record)).toMatchObject({ ok: true, kind: "clr" });
    const changed = (path: Path, value?: JsonValue) => issues(edited(path, value, record));
    expect(changed(["@context", 1])).toEqual(["context-clr /@context/1"]);
    expect(changed(["name"])).toEqual(["absent /name"]);
    expect(changed(["partial"], "yes")).toEqual(["not-a-boolean /partial"]);
    expect(changed([...SUBJECT, "type"], ["AchievementSubject"])).toEqual(["type-missing /credentialSubject/type"]);
    expect(changed([...SUBJECT, "verifiableCredential"])).toEqual(["absent /credentialSubject/verifiableCredential"]);
    expect(changed([...SUBJECT, "verifiableCredential"], [])).toEqual([
      "empty /credentialSubject/verifiableCredential",
    ]);
    expect(changed([...SUBJECT, "verifiableCredential", 0], "urn:a:4")).toEqual([
      "not-an-object /credentialSubject/verifiableCredential/0",
    ]);
    expect(changed([...SUBJECT, "association", 0, "sourceId"], "a")).toEqual([
      "not-a-url /credentialSubject/association/0/sourceId",
    ]);
    expect(changed([...SUBJECT, "achievement"], [{ id: "urn:a:5" }])).toEqual([
      "absent /credentialSubject/achievement/0/type",
      "absent /credentialSubject/achievement/0/criteria",
      "absent /credentialSubject/achievement/0/description",
      "absent /credentialSubject/achievement/0/name",
    ]);
  });

  test("one of the data model 1.1, by its own rules", () => {
    expect(checkFormat(old)).toEqual({ ok: true, model: "vcdm-1.1", kind: "other", issues: [] });
    expect(issues(edited(["issuanceDate"], undefined, old))).toEqual(["absent /issuanceDate"]);
    expect(issues({ ...old, issuanceDate: "2021" })).toEqual(["not-a-date-time /issuanceDate"]);
    expect(issues({ ...old, expirationDate: "2021-01-01T00:00:00Z" })).toEqual(["period-reversed /expirationDate"]);
  });

  test("nothing at all", () => {
    expect(issues({})).toEqual(["absent /@context", "absent /type", "absent /issuer", "absent /credentialSubject"]);
    expect(checkFormat({}).model).toBeNull();
  });
});

test("members of the prototype are not members of the credential", () => {
  const credential: JsonObject = JSON.parse(
    '{"__proto__": {"issuer": "https://a.example"}, "type": ["VerifiableCredential"]}',
  );
  expect(checkFormat(credential).issues).toContainEqual({ path: "/issuer", code: "absent" });
});

test("faults are counted up to a limit", () => {
  const types = Array.from({ length: 200 }, () => 5);
  expect(checkFormat({ ...CREDENTIAL, type: types }).issues).toHaveLength(MAX_ISSUES);
});

test("any JSON object gets a report", () => {
  const names = ["@context", "type", "issuer", "credentialSubject", "proof", "name", "relatedResource", "evidence"];
  const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), json), json, (top, inner) => {
      const credential: JsonObject = { ...CREDENTIAL, ...top };
      const report = checkFormat(credential);
      expect(report.ok).toBe(report.issues.length === 0);
      checkFormat(edited(["credentialSubject", "achievement"], inner));
      checkFormat(edited(["issuer"], inner));
    }),
  );
});

const FIXTURES = new URL("../../../../../../shared/fixtures/", import.meta.url);

describe.skipIf(!existsSync(FIXTURES))("real files (a folder `shared` beside the repository)", () => {
  const files = ["1edtech", "dcc", "w3c"].flatMap((folder) =>
    existsSync(FIXTURES) ? readdirSync(new URL(folder, FIXTURES)).map((file) => `${folder}/${file}`) : [],
  );
  test.each(files)("%s is well-formed", (file) => {
    const credential: JsonObject = JSON.parse(readFileSync(new URL(file, FIXTURES), "utf8"));
    expect(checkFormat(credential).issues).toEqual([]);
  });
});
