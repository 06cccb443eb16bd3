import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkFormat } from "../core/credential/format.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { CONTEXTS, OB_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { generateCredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { signCredential } from "./sign.js";

/*
 * What is signed is what is read: no other writing of a signed credential may hide a part of it, and nothing may be
 * added that the signature does not cover.
 */

const key = await generateCredentialKey(new Uint8Array(32).fill(1));
const CRED = "https://www.w3.org/2018/credentials#";
const ENTRY = {
  id: "https://status.example/1#7",
  type: "BitstringStatusListEntry",
  statusPurpose: "revocation",
  statusListIndex: "7",
  statusListCredential: "https://status.example/1",
};
const ID = "urn:uuid:5a2d0a52-31c8-4d52-9c5d-6a4f3d9f1e07";
const UNTIL = "2020-11-01T00:00:00Z";
const UNTIL_VALUE = { "@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": UNTIL };

const signed = await signCredential(
  {
    "@context": [VC_CONTEXT],
    id: ID,
    type: ["VerifiableCredential"],
    issuer: { id: key.did, name: "Iyonada University" },
    validUntil: UNTIL,
    credentialSubject: { id: "urn:a:1", name: "Ana" },
    credentialStatus: ENTRY,
  },
  key,
  { created: "2020-01-01T00:00:00Z" },
);
const without = (...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(signed).filter(([name]) => !names.includes(name)));

const isVerified = async (document: JsonObject) => {
  const { proofs } = await prove(document);
  return proofs.length > 0 && proofs.every(({ outcome }) => outcome === "verified");
};

describe("another writing of the same signed words", () => {
  const WRITINGS: Readonly<Record<string, JsonObject>> = {
    "end and status among what is included": {
      ...without("validUntil", "credentialStatus"),
      "@included": [{ id: ID, type: "VerifiableCredential", validUntil: UNTIL, credentialStatus: ENTRY }],
    },
    "end and status by their full names": {
      ...without("validUntil", "credentialStatus"),
      [`${CRED}validUntil`]: UNTIL_VALUE,
      [`${CRED}credentialStatus`]: ENTRY,
    },
    "status pointing back at the credential": {
      ...without("credentialStatus"),
      "@included": [{ ...ENTRY, "@reverse": { [`${CRED}credentialStatus`]: { id: ID } } }],
    },
    "what the status entry says, elsewhere": {
      ...signed,
      credentialStatus: { id: ENTRY.id, type: ENTRY.type },
      "@included": [ENTRY],
    },
    "end and status in a nest": {
      ...without("validUntil", "credentialStatus"),
      "@nest": { validUntil: UNTIL, credentialStatus: ENTRY },
    },
    "the id under its keyword": { ...without("id"), "@id": ID },
    "the type under its keyword": { ...without("type"), "@type": ["VerifiableCredential"] },
    "the whole in a graph": {
      "@context": [VC_CONTEXT],
      "@graph": [without("@context", "proof")],
      proof: signed.proof ?? [],
    },
    "the status in a set": { ...signed, credentialStatus: { "@set": [ENTRY] } },
    "the end as a typed value": { ...signed, validUntil: UNTIL_VALUE },
    "the end in a list": { ...signed, validUntil: [UNTIL] },
  };

  test.each(Object.keys(WRITINGS))("%s: rightly signed, and refused", async (name) => {
    const document = WRITINGS[name] ?? {};
    expect(await isVerified(document)).toBe(true);
    expect(checkFormat(document).ok).toBe(false);
  });

  test.each<readonly [string, JsonObject, string]>([
    ["another name", { x: `${CRED}credentialStatus` }, "x"],
    ["a name by another prefix", { w: "https://www.w3.org/", x: "w:2018/credentials#credentialStatus" }, "x"],
    ["a name by a prefix of its own", { c: CRED }, "c:credentialStatus"],
    ["a name by the vocabulary", { "@vocab": CRED }, "credentialStatus"],
    ["a word as an alias of a word", { x: "credentialStatus" }, "x"],
    ["an alias of a keyword", { x: "@included" }, "x"],
    [
      "a context for a type",
      { VerifiableCredential: { "@id": `${CRED}VerifiableCredential`, "@context": { x: `${CRED}credentialStatus` } } },
      "x",
    ],
    ["a term that turns the link round", { x: { "@reverse": `${CRED}credentialStatus` } }, "x"],
  ])("a context of its own with %s is refused", (_, context, name) => {
    const document = { ...without("credentialStatus"), "@context": [VC_CONTEXT, context], [name]: ENTRY };
    expect(checkFormat(document).issues.map(({ code }) => code)).toContain("context-alias");
  });

  test("a context of its own may name things of its own", () => {
    const context = {
      "@version": 1.1,
      "@protected": true,
      "@vocab": "https://iyonada.example/words#",
      ex: "https://iyonada.example/words#",
      hours: { "@id": "ex:hours", "@type": "http://www.w3.org/2001/XMLSchema#integer" },
      Course: {
        "@id": "ex:Course",
        "@context": { id: "@id", type: "@type", steps: { "@id": "ex:steps", "@container": "@list" } },
      },
    };
    expect(checkFormat({ ...signed, "@context": [VC_CONTEXT, context] }).issues).toEqual([]);
  });
});

test("no bundled context gives a word of the standards a second name that is not refused", () => {
  // Names for one IRI, of members that verifiers read; a name of a type is none of a member.
  const names = new Map<string, Set<string>>();
  const walk = (context: unknown): void => {
    if (Array.isArray(context)) for (const item of context) walk(item);
    if (typeof context !== "object" || context === null) return;
    for (const [name, term] of Object.entries(context)) {
      const inner: unknown = typeof term === "object" && term !== null ? Reflect.get(term, "@context") : undefined;
      if (inner !== undefined) walk(inner);
      const id: unknown = typeof term === "object" && term !== null ? Reflect.get(term, "@id") : term;
      if (typeof id !== "string" || name.startsWith("@") || /^[A-Z]/.test(name)) continue;
      names.set(id, (names.get(id) ?? new Set()).add(name));
    }
  };
  for (const [url, { from }] of CONTEXTS) walk(Reflect.get(from.get(url) ?? {}, "@context"));
  const standard = [...names].filter(([id]) => id.startsWith(CRED) || id.includes("/credentials/status#"));
  expect(standard.length).toBeGreaterThan(15);
  expect(standard.filter(([, known]) => known.size > 1)).toEqual([]);
});

describe("nothing can be added or taken away", () => {
  const badge: JsonObject = {
    "@context": [VC_CONTEXT, OB_CONTEXT],
    id: ID,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: "Shelter hygiene",
    issuer: { id: key.did, type: ["Profile"], name: "Iyonada University" },
    validFrom: "2026-11-01T00:00:00Z",
    credentialSubject: {
      id: "urn:a:1",
      type: ["AchievementSubject"],
      result: [{ type: ["Result"], value: "85" }],
      achievement: {
        id: "urn:a:2",
        type: ["Achievement"],
        name: "Shelter hygiene",
        description: "Three hours.",
        criteria: { narrative: "Names five dangers." },
        tag: ["hygiene", "shelter"],
      },
    },
    credentialStatus: ENTRY,
  };
  const NAMES = [
    ...["id", "type", "name", "description", "validUntil", "validFrom", "credentialStatus", "evidence", "issuer"],
    ...["narrative", "result", "achievement", "unknown", "@included", "@id", "@type", "@index", "@none", "@graph"],
    ...["@direction", "@language", "@value", "@set", "@list", "@nest", "@reverse", "__proto__", `${CRED}validUntil`],
    ...["@foo", "_:b0", "tag", "proof", "statusPurpose", "image", "relatedResource", "termsOfUse", "a:b", ""],
  ];
  // No empty text: as a link it leads nowhere, which the library drops; but it shows nothing either.
  const VALUES: readonly JsonValue[] = [
    ...["x", "2020-01-01T00:00:00Z", "urn:a:9", "ltr", "@none", 1, 1.5, true, false],
    ...[{ id: "urn:a:9" }, { type: "Evidence" }, { "@value": "x" }, { "@value": "x", "@direction": "rtl" }],
    ...[["x"], [["x"]], [{ type: ["Evidence"], name: "x" }], { "@list": ["x"] }, { "@set": ["x"] }, { x: null }],
  ];

  test("to a signed badge", async () => {
    const whole = await signCredential(badge, key, { created: "2026-11-01T00:00:00Z" });
    expect([await isVerified(whole), checkFormat(whole).ok]).toEqual([true, true]);
    const places = placesOf(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.constantFrom(...NAMES),
        fc.constantFrom(...VALUES),
        async (place, name, value) => {
          const changed: Record<string, JsonValue> = structuredClone(whole);
          const object = place.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), changed);
          const before: unknown = Object.hasOwn(Object(object), name) ? Reflect.get(Object(object), name) : undefined;
          if (JSON.stringify(before) === JSON.stringify(value)) return;
          // One value and a list of it are the same words, however they are read.
          if (JSON.stringify(before) === JSON.stringify([value]) || JSON.stringify([before]) === JSON.stringify(value))
            return;
          Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
          expect([place, name, value, (await isVerified(changed)) && checkFormat(changed).ok]).toEqual([
            place,
            name,
            value,
            false,
          ]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("from a signed badge", async () => {
    const whole = await signCredential(badge, key, { created: "2026-11-01T00:00:00Z" });
    for (const place of placesOf(whole)) {
      const object = place.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), whole);
      for (const name of Object.keys(Object(object))) {
        const changed: Record<string, JsonValue> = structuredClone(whole);
        const there = place.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), changed);
        Reflect.deleteProperty(Object(there), name);
        expect([place, name, (await isVerified(changed)) && checkFormat(changed).ok]).toEqual([place, name, false]);
      }
    }
  });
});

/** Paths of the objects of a document, contexts and proofs left out. */
function placesOf(value: JsonValue, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  const own = Array.isArray(value) ? [] : [path];
  const inner = Object.entries(value).filter(([name]) => name !== "@context" && name !== "proof");
  return [...own, ...inner.flatMap(([name, item]) => placesOf(item, [...path, name]))];
}

describe("contexts that are written out", () => {
  const context = { ExampleCredential: "https://iyonada.example/words#ExampleCredential" };
  const unsigned: JsonObject = {
    "@context": [VC_CONTEXT, context],
    type: ["VerifiableCredential", "ExampleCredential"],
    issuer: key.did,
    credentialSubject: { id: "urn:a:1" },
  };
  const created = "2026-11-01T00:00:00Z";

  test("may name new things, which are signed then", async () => {
    const whole = await signCredential(unsigned, key, { created });
    expect([await isVerified(whole), checkFormat(whole).ok]).toEqual([true, true]);
    const other = { ExampleCredential: "https://iyonada.example/words#OtherCredential" };
    expect(await isVerified({ ...whole, "@context": [VC_CONTEXT, other] })).toBe(false);
    expect(await isVerified({ ...whole, "@context": [VC_CONTEXT] })).toBe(false);
  });

  test.each<readonly [string, JsonValue]>([
    ["a type that leads nowhere", { ExampleCredential: "https ://not-a-url#ExampleCredential" }],
    [
      "a word that is protected",
      [{ "@protected": true, ...context }, { ExampleCredential: "https://a.example/#Other" }],
    ],
    ["a word of the standards", { VerifiableCredential: "https://a.example/#VerifiableCredential" }],
    ["a context to be fetched", { "@import": "https://a.example/context" }],
    ["another name of the status", { x: `${CRED}credentialStatus` }],
  ])("are refused with %s", async (_, more) => {
    const document = { ...unsigned, "@context": [VC_CONTEXT, ...(Array.isArray(more) ? more : [more])] };
    await expect(signCredential(document, key, { created })).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:issue-invalid|context-missing)$/),
    });
  });

  test("and so are types that no context names", async () => {
    const document = { ...unsigned, "@context": [VC_CONTEXT] };
    await expect(signCredential(document, key, { created })).rejects.toMatchObject({ code: "issue-invalid" });
  });

  test("are bounded in size", async () => {
    const words = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`w${i}`, `https://a.example/#${i}`]));
    const { proofs } = await prove({ ...signed, "@context": [VC_CONTEXT, words] });
    expect(proofs).toMatchObject([{ outcome: "unsupported", reason: "too-large" }]);
  });
});
