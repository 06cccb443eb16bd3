import { generateCredentialKey, type JsonObject, type JsonValue, secureDocument } from "@peerseal/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXAMPLES, makeVcWorld, titles, unsigned, VC, type VcWorld, without } from "./vc-api.world.ts";

/*
 * What W3C's suite for VCDM 2.0 (`vc-data-model-2.0-test-suite`) asks, section by section, in our own words and with
 * documents of our own: the suite itself is on no registry of packages. Issuers are asked by `/credentials/issue`,
 * verifiers of presentations by `/presentations/verify`, as there.
 */

let vc: VcWorld;

beforeAll(async () => {
  vc = await makeVcWorld("vc-data-model");
});

afterAll(() => vc?.end());

const subject = { id: "did:example:subject" };
/** The smallest credential, as the suite's documents have it: the suite adds the issuer. */
const smallest = (more: JsonObject = {}): JsonObject => ({
  "@context": [VC],
  type: ["VerifiableCredential"],
  issuer: "did:example:issuer",
  credentialSubject: subject,
  ...more,
});
/** A context written out, in which these words are defined. */
const defining = (...words: readonly string[]): JsonObject =>
  Object.fromEntries(words.map((word) => [word, `https://example.org/examples#${word}`]));
const withContext = (context: JsonValue, more: JsonObject = {}) => smallest({ "@context": [VC, context], ...more });

/** What a suite would conclude from an answer of the issuer. */
async function issued(credential: unknown): Promise<"issued" | "refused"> {
  const { status, body } = await vc.post("/credentials/issue", { credential });
  if (status !== 201) expect(status).toBe(400);
  if (status === 201) {
    const answer = await vc.verify(body.verifiableCredential, { checks: ["proof"] });
    // The suite's dates are of any time; everything else must be right.
    const notices = ["status-not-asked", "schema-not-checked", "resources-not-checked", "not-yet-valid", "expired"];
    expect(titles(answer).filter((title) => !notices.includes(title))).toEqual([]);
  }
  return status === 201 ? "issued" : "refused";
}

/** A multihash of SHA-256: two bytes that say so, and the digest. */
const MULTIBASE = `u${Buffer.from([0x12, 0x20, ...new Uint8Array(32).fill(5)]).toString("base64url")}`;

type Case = readonly [string, "issued" | "refused", unknown];
const sections: Record<string, readonly Case[]> = {
  "4.3 contexts": [
    ["the context of VCDM 2.0 alone", "issued", smallest()],
    ["no context", "refused", without(smallest(), "@context")],
    ["another context in the first place", "refused", smallest({ "@context": [EXAMPLES, VC] })],
    ["a text in the place of a list", "refused", smallest({ "@context": VC })],
    ["two contexts by URL", "issued", smallest({ "@context": [VC, EXAMPLES] })],
    ["a context written out", "issued", withContext(defining("Thing"))],
    ["a context that is no URL", "refused", withContext("https ://not-a-url/contexts/example/v1")],
    ["a context that is a number", "refused", withContext(123192875)],
    ["a context that nobody bundled", "refused", withContext("https://example.com/none/v1")],
  ],
  "4.4 identifiers": [
    ["an id that is a URL", "issued", smallest({ id: "https://example.org/credentials/1" })],
    ["an id that is a DID", "issued", smallest({ id: "did:example:credential" })],
    ["an id that is null", "refused", smallest({ id: null })],
    ["several ids", "refused", smallest({ id: ["did:example:1", "did:example:2"] })],
    ["an id that is no URL", "refused", smallest({ id: "not a url" })],
    [
      "a subject with several ids",
      "refused",
      smallest({ credentialSubject: { id: ["did:example:1", "did:example:2"] } }),
    ],
    ["a subject whose id is no URL", "refused", smallest({ credentialSubject: { id: "not a url" } })],
  ],
  "4.5 types": [
    ["no type", "refused", without(smallest(), "type")],
    ["a type that is a URL", "issued", smallest({ type: ["VerifiableCredential", "https://example.org/#Thing"] })],
    [
      "a type that a context maps",
      "issued",
      withContext(defining("Thing"), { type: ["VerifiableCredential", "Thing"] }),
    ],
    [
      "the same in another order",
      "issued",
      withContext(defining("Thing"), { type: ["Thing", "VerifiableCredential"] }),
    ],
    [
      "a type that a context maps to no URL",
      "refused",
      withContext({ Thing: "not a url" }, { type: ["VerifiableCredential", "Thing"] }),
    ],
    ["a type that no context maps", "refused", smallest({ type: ["VerifiableCredential", "Unheard"] })],
    ["without VerifiableCredential", "refused", withContext(defining("Thing"), { type: ["Thing"] })],
  ],
  "4.6 names and descriptions": (["name", "description"] as const).flatMap((word): Case[] => [
    [`${word} as a text`, "issued", smallest({ [word]: "One" })],
    [`${word} in a language`, "issued", smallest({ [word]: { "@value": "One", "@language": "en" } })],
    [
      `${word} with a direction`,
      "issued",
      smallest({ [word]: { "@value": "One", "@language": "en", "@direction": "ltr" } }),
    ],
    [
      `${word} in several languages`,
      "issued",
      smallest({
        [word]: [
          { "@value": "One", "@language": "en" },
          { "@value": "一", "@language": "ja" },
        ],
      }),
    ],
    [
      `${word} with something more`,
      "refused",
      smallest({ [word]: { "@value": "One", "@language": "en", url: "https://example.org" } }),
    ],
    [`${word} that is a number`, "refused", smallest({ [word]: 1 })],
    [
      `the issuer's ${word} in several languages`,
      "issued",
      smallest({
        issuer: {
          id: "did:example:issuer",
          [word]: [
            { "@value": "One", "@language": "en" },
            { "@value": "一", "@language": "ja" },
          ],
        },
      }),
    ],
    [
      `the issuer's ${word} with something more`,
      "refused",
      smallest({ issuer: { id: "did:example:issuer", [word]: { "@value": "One", url: "https://example.org" } } }),
    ],
  ]),
  "4.7 issuer": [
    ["an object with an id", "issued", smallest({ issuer: { id: "did:example:issuer" } })],
    ["no issuer", "refused", without(smallest(), "issuer")],
    ["null", "refused", smallest({ issuer: null })],
    ["no URL", "refused", smallest({ issuer: "not a url" })],
    ["an object without id", "refused", smallest({ issuer: { name: "One" } })],
    ["an object whose id is null", "refused", smallest({ issuer: { id: null } })],
    ["an object whose id is no URL", "refused", smallest({ issuer: { id: "not a url" } })],
    ["several", "refused", smallest({ issuer: ["did:example:1", "did:example:2"] })],
  ],
  "4.8 credential subject": [
    ["none", "refused", without(smallest(), "credentialSubject")],
    ["one without claims", "refused", smallest({ credentialSubject: {} })],
    ["several", "issued", smallest({ credentialSubject: [subject, { id: "did:example:other" }] })],
    ["several, of which one is empty", "refused", smallest({ credentialSubject: [subject, {}] })],
    ["an empty list", "refused", smallest({ credentialSubject: [] })],
    ["a text", "refused", smallest({ credentialSubject: "did:example:subject" })],
  ],
  "4.9 validity period": [
    ["from, with fractions of a second", "issued", smallest({ validFrom: "2023-11-11T15:30:28.123Z" })],
    ["from, with a zone", "issued", smallest({ validFrom: "2023-11-11T15:30:28-04:00" })],
    ["from, with a space", "refused", smallest({ validFrom: "2023-11-11 15:30:28Z" })],
    ["from, without a zone", "refused", smallest({ validFrom: "2023-11-11T15:30:28" })],
    ["until", "issued", smallest({ validUntil: "2123-11-11T15:30:28Z" })],
    ["until, with a zone", "issued", smallest({ validUntil: "2123-11-11T15:30:28+14:00" })],
    ["until a day that is none", "refused", smallest({ validUntil: "2123-02-30T15:30:28Z" })],
    [
      "from and until the same moment in other zones",
      "issued",
      smallest({ validFrom: "2100-01-01T01:00:00+01:00", validUntil: "2100-01-01T00:00:00Z" }),
    ],
    [
      "until before from",
      "refused",
      smallest({ validFrom: "2100-01-01T00:00:00Z", validUntil: "2099-01-01T00:00:00Z" }),
    ],
  ],
  "4.10 status": [
    [
      "of a type that a context maps",
      "issued",
      withContext(defining("SomeStatus"), { credentialStatus: { id: "did:example:status", type: "SomeStatus" } }),
    ],
    ["without an id", "issued", withContext(defining("SomeStatus"), { credentialStatus: { type: "SomeStatus" } })],
    ["without a type", "refused", smallest({ credentialStatus: { id: "did:example:status" } })],
    [
      "with several ids",
      "refused",
      withContext(defining("SomeStatus"), {
        credentialStatus: { id: ["did:example:1", "did:example:2"], type: "SomeStatus" },
      }),
    ],
    [
      "with an id that is no URL",
      "refused",
      withContext(defining("SomeStatus"), { credentialStatus: { id: "not a url", type: "SomeStatus" } }),
    ],
    [
      "of a type that leads to no URL",
      "refused",
      withContext({ SomeStatus: "not a url" }, { credentialStatus: { id: "did:example:status", type: "SomeStatus" } }),
    ],
    ["of a type that no context maps", "refused", smallest({ credentialStatus: { type: "Unheard" } })],
  ],
  "4.11 data schemas": [
    ["one", "issued", smallest({ credentialSchema: { id: "https://example.org/schema.json", type: "JsonSchema" } })],
    [
      "several",
      "issued",
      smallest({
        credentialSchema: [
          { id: "https://example.org/a.json", type: "JsonSchema" },
          { id: "https://example.org/b.json", type: "JsonSchema" },
        ],
      }),
    ],
    ["without a type", "refused", smallest({ credentialSchema: { id: "https://example.org/schema.json" } })],
    ["without an id", "refused", smallest({ credentialSchema: { type: "JsonSchema" } })],
    ["whose id is no URL", "refused", smallest({ credentialSchema: { id: "not a url", type: "JsonSchema" } })],
  ],
  "5.2 a context may not redefine what is protected": [
    ["a type", "refused", withContext({ VerifiableCredential: "https://example.org/examples#VerifiableCredential" })],
    [
      "a word that another context protects",
      "refused",
      smallest({
        "@context": [VC, { "@protected": true, ...defining("Thing") }, { Thing: "https://example.org/examples#Other" }],
        type: ["VerifiableCredential", "Thing"],
      }),
    ],
  ],
  "5.3 related resources": [
    ["with digestSRI", "issued", smallest({ relatedResource: [{ id: VC, digestSRI: `sha384-${"A".repeat(64)}` }] })],
    ["with digestMultibase", "issued", smallest({ relatedResource: [{ id: VC, digestMultibase: MULTIBASE }] })],
    [
      "with a media type",
      "issued",
      smallest({
        relatedResource: [{ id: VC, mediaType: "application/ld+json", digestSRI: `sha384-${"A".repeat(64)}` }],
      }),
    ],
    ["a list of texts", "refused", smallest({ relatedResource: [VC] })],
    ["without an id", "refused", smallest({ relatedResource: [{ digestSRI: `sha384-${"A".repeat(64)}` }] })],
    [
      "with one id twice",
      "refused",
      smallest({
        relatedResource: [
          { id: VC, digestSRI: `sha384-${"A".repeat(64)}` },
          { id: VC, digestSRI: `sha384-${"B".repeat(64)}` },
        ],
      }),
    ],
    ["without a digest", "refused", smallest({ relatedResource: [{ id: VC }] })],
  ],
  ...Object.fromEntries(
    (["refreshService", "termsOfUse", "evidence"] as const).map((word, i): [string, readonly Case[]] => [
      `5.${i + 4} ${word}`,
      [
        ["one", "issued", smallest({ [word]: { id: "did:example:1", type: "https://example.org/#Kind" } })],
        [
          "several",
          "issued",
          smallest({
            [word]: [
              { id: "did:example:1", type: "https://example.org/#Kind" },
              { id: "did:example:2", type: "https://example.org/#Kind" },
            ],
          }),
        ],
        ["of a type that a context maps", "issued", withContext(defining("Kind"), { [word]: { type: "Kind" } })],
        ["without a type", "refused", smallest({ [word]: { id: "did:example:1" } })],
        ["a text", "refused", smallest({ [word]: "did:example:1" })],
      ],
    ]),
  ),
};

describe.each(Object.entries(sections))("%s", (_, cases) => {
  test.each(cases)("%s is %s", async (_title, outcome, credential) => {
    expect(await issued(credential)).toBe(outcome);
  });
});

describe("1.3 conformance", () => {
  test("what is issued is secured, has what is required, and verifies", async () => {
    const signed = await vc.issue(smallest());
    expect(signed).toMatchObject({ "@context": [VC], type: ["VerifiableCredential"], credentialSubject: subject });
    expect(signed.proof).toHaveLength(1);
    expect((await vc.verify(signed)).status).toBe(200);
  });

  test("what does not conform gives errors", async () => {
    expect((await vc.verify({ type: ["NonconformingDocument"] })).status).toBe(400);
    const { status } = await vc.post("/presentations/verify", {
      verifiablePresentation: { type: ["NonconformingDocument"] },
      options: { checks: [] },
    });
    expect(status).toBe(400);
  });
});

describe("4.13 presentations", () => {
  const presented = async (document: JsonObject, more: JsonObject = {}): Promise<number> => {
    const key = await generateCredentialKey(new Uint8Array(32).fill(7));
    const holder = { "did:holder": key.did };
    const withHolder = JSON.parse(
      JSON.stringify(document).replaceAll("did:holder", holder["did:holder"]),
    ) as JsonObject;
    const signed = await secureDocument(withHolder, {
      key,
      suite: "eddsa-rdfc-2022",
      created: "2026-01-01T00:00:00Z",
      proofPurpose: "authentication",
      challenge: "u1234",
      inlineContexts: true,
    });
    const { status } = await vc.post("/presentations/verify", {
      verifiablePresentation: { ...signed, ...more },
      options: { checks: [] },
    });
    return status;
  };
  const smallestVp = (more: JsonObject = {}): JsonObject => ({
    "@context": [VC],
    type: ["VerifiablePresentation"],
    ...more,
  });

  const cases: readonly (readonly [string, number, JsonObject, JsonObject?])[] = [
    ["the smallest", 200, smallestVp()],
    ["with an id", 200, smallestVp({ id: "urn:uuid:313801ba-24b7-11ee-be02-ff560265cf9b" })],
    ["whose id is no URL", 400, smallestVp(), { id: "not a url" }],
    ["of one more type", 200, smallestVp({ "@context": [VC, EXAMPLES], type: ["VerifiablePresentation", "More"] })],
    ["with a context written out", 200, smallestVp({ "@context": [VC, defining("More")] })],
    ["without a context", 400, smallestVp(), { "@context": null }],
    ["with another context first", 400, smallestVp({ "@context": [EXAMPLES, VC] })],
    ["with a context that is a number", 400, smallestVp(), { "@context": [VC, 123192875] }],
    ["without its type", 400, smallestVp(), { type: [] }],
    ["with a holder", 200, smallestVp({ holder: "did:holder" })],
    ["with a holder as an object", 200, smallestVp({ holder: { id: "did:holder" } })],
    ["with a holder without an id", 400, smallestVp({ holder: { type: "https://example.org/#Person" } })],
    ["with a text for a credential", 400, smallestVp(), { verifiableCredential: "did:example:credential" }],
    [
      "with the holder's own statement",
      200,
      smallestVp({ holder: "did:holder", verifiableCredential: [smallest({ issuer: "did:holder" })] }),
    ],
    [
      "with such a statement but no holder",
      400,
      smallestVp({ verifiableCredential: [smallest({ issuer: "did:holder" })] }),
    ],
    [
      "with such a statement of somebody else",
      400,
      smallestVp({ holder: "did:holder", verifiableCredential: [smallest({ issuer: "did:example:acme" })] }),
    ],
  ];
  test.each(cases.map(([title, status, document, more = {}]) => ({ title, status, document, more })))(
    "$title: $status",
    async ({ status, document, more }) => {
      expect(await presented(document, more)).toBe(status);
    },
  );

  test("with credentials that were issued", async () => {
    const verifiableCredential = [await vc.issue(unsigned()), await vc.issue(smallest())];
    expect(await presented(smallestVp({ verifiableCredential }))).toBe(200);
  });
});
