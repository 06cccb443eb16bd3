import { expect, test } from "vitest";
import { CREDENTIAL, edited } from "../judge/testing/sample.js";
import type { JsonObject, JsonValue } from "../types.js";
import { checkPresentationFormat, holderNamed } from "./format-presentation.js";

const HOLDER = "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q";
const V1 = "https://www.w3.org/2018/credentials/v1";
const ENVELOPED = {
  "@context": "https://www.w3.org/ns/credentials/v2",
  id: "data:application/vc+jwt,eyJhbGciOiJFZERTQSJ9.e30.c2ln",
  type: "EnvelopedVerifiableCredential",
};
const PRESENTATION: JsonObject = {
  "@context": ["https://www.w3.org/ns/credentials/v2"],
  id: "urn:uuid:1",
  type: ["VerifiablePresentation"],
  holder: HOLDER,
  verifiableCredential: [CREDENTIAL, ENVELOPED],
};
const { proof: _, ...UNSIGNED } = CREDENTIAL;

type Path = readonly (string | number)[];
/** A change to a good presentation: what it makes wrong, and where; nothing: the change is allowed. */
const CHANGES: readonly (readonly [string, Path, JsonValue | undefined, ...string[]])[] = [
  ["nothing", ["id"], "urn:uuid:1"],
  ["no context", ["@context"], undefined, "absent /@context"],
  ["another context first", ["@context", 0], "https://schema.org", "context-first /@context/0"],
  ["a context as a text", ["@context"], "https://www.w3.org/ns/credentials/v2", "not-a-list /@context"],
  ["a context that is a number", ["@context", 1], 123192875, "context-value /@context/1"],
  ["a context that is no URL", ["@context", 1], "https ://not-a-url/v1", "context-value /@context/1"],
  ["a context of its own", ["@context", 1], { Example: "https://a.example/#Example" }],
  ["no type", ["type"], undefined, "absent /type"],
  ["another type", ["type"], ["NonconformingDocument"], "type-missing /type"],
  ["more types", ["type", 1], "ExamplePresentation"],
  ["an id that is no URL", ["id"], "a", "not-a-url /id"],
  ["two ids", ["id"], ["urn:a:1", "urn:a:2"], "not-a-string /id"],
  ["no holder", ["holder"], undefined],
  ["a holder with a name", ["holder"], { id: HOLDER, name: { "@value": "Ana", "@language": "en" } }],
  ["a holder without id", ["holder"], { name: "Ana" }, "absent /holder/id"],
  ["null holder", ["holder"], null, "not-an-object /holder"],
  ["a holder that is no URL", ["holder"], "Ana", "not-a-url /holder"],
  ["no credentials", ["verifiableCredential"], undefined],
  ["a credential without a list", ["verifiableCredential"], CREDENTIAL],
  [
    "a credential as a text",
    ["verifiableCredential", 0],
    "https://a.example/1",
    "not-an-object /verifiableCredential/0",
  ],
  ["a credential as a number", ["verifiableCredential", 0], 5, "not-an-object /verifiableCredential/0"],
  ["null credential", ["verifiableCredential", 0], null, "not-an-object /verifiableCredential/0"],
  ["a credential without type", ["verifiableCredential", 0, "type"], undefined, "absent /verifiableCredential/0/type"],
  [
    "a credential of another type",
    ["verifiableCredential", 0, "type"],
    ["OpenBadgeCredential"],
    "type-missing /verifiableCredential/0/type",
  ],
  ["an unsigned credential of another", ["verifiableCredential", 0], UNSIGNED, "not-secured /verifiableCredential/0"],
  ["an unsigned credential of the holder", ["verifiableCredential", 0], { ...UNSIGNED, issuer: HOLDER }],
  [
    "an enveloped credential without context",
    ["verifiableCredential", 1, "@context"],
    undefined,
    "absent /verifiableCredential/1/@context",
  ],
  [
    "an enveloped credential without id",
    ["verifiableCredential", 1, "id"],
    undefined,
    "absent /verifiableCredential/1/id",
  ],
  [
    "an enveloped credential at a URL",
    ["verifiableCredential", 1, "id"],
    "https://a.example/1",
    "not-a-data-url /verifiableCredential/1/id",
  ],
  [
    "an enveloped credential of another media type",
    ["verifiableCredential", 1, "id"],
    "data:text/html,hello",
    "not-a-data-url /verifiableCredential/1/id",
  ],
  [
    "an enveloped credential of two types",
    ["verifiableCredential", 1, "type"],
    ["EnvelopedVerifiableCredential", "VerifiableCredential"],
    "more-than-one /verifiableCredential/1/type",
  ],
  ["terms without type", ["termsOfUse"], [{ id: "urn:a:1" }], "absent /termsOfUse/0/type"],
  [
    "a proof without value",
    ["proof"],
    { type: "DataIntegrityProof", cryptosuite: "x", verificationMethod: `${HOLDER}#1`, proofPurpose: "authentication" },
    "absent /proof/proofValue",
  ],
  ["credentials where nobody looks", ["@included"], [CREDENTIAL], "keyword /@included"],
  ["a related resource", ["relatedResource"], { id: "urn:a:1" }, "digest-absent /relatedResource"],
];

for (const [name, path, value, ...issues] of CHANGES) {
  test(name, () => {
    const report = checkPresentationFormat(edited(path, value, PRESENTATION));
    expect(report.issues.map((issue) => `${issue.code} ${issue.path}`).toSorted()).toEqual(issues.toSorted());
    expect(report.ok).toBe(issues.length === 0);
  });
}

test("the data model 1.1 lets a JWT stand as a text", () => {
  const old = edited(["@context", 0], V1, edited(["verifiableCredential", 0], "eyJ.e30.c2ln", PRESENTATION));
  expect(checkPresentationFormat(old)).toMatchObject({ ok: true, model: "vcdm-1.1" });
});

test("who the holder is", () => {
  expect(holderNamed(PRESENTATION)).toBe(HOLDER);
  expect(holderNamed({ holder: { id: HOLDER } })).toBe(HOLDER);
  expect(holderNamed({ holder: [HOLDER] })).toBeNull();
  expect(holderNamed({})).toBeNull();
});
