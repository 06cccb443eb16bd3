import { createHash } from "node:crypto";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromUtf8 } from "../../core/text.js";
import type { JsonObject } from "../../core/types.js";
import { loadContext } from "../contexts.js";
import { type Path, pathKey, variableLeaves, withTexts } from "./leaves.js";
import { compileShape, type Shape } from "./shape.js";
import { DOCUMENTS } from "./testing/documents.js";

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const library = async (document: JsonObject): Promise<string | null> => {
  try {
    return await cryptosuite.canonize(structuredClone(document), { documentLoader: loadContext });
  } catch {
    return null;
  }
};

async function shapeOf(document: JsonObject, wanted?: readonly Path[]): Promise<Shape> {
  const shape = await compileShape(document, hash, wanted && new Set(wanted.map(pathKey)));
  if (shape === null) throw new Error("The document has a shape.");
  return shape;
}

const byShape = (shape: Shape, document: JsonObject): string | null => {
  const texts = shape.read(document);
  const nquads = texts === null ? null : shape.nquads(texts);
  return nquads === null ? null : fromUtf8(nquads);
};

/** Texts that have broken writers of JSON, N-Quads or both. */
const HOSTILE = [
  "",
  " ",
  '"',
  "\\",
  '\\"',
  "a\nb",
  "a\r\nb",
  "\t\b\f",
  "\u0000",
  "\u001f\u007f\u0080",
  "\u2028\u2029",
  "@id",
  "@type",
  "@none",
  "_:b0",
  "_:c14n0",
  "<b>&amp;</b>",
  "]]>",
  "https://a.example/",
  "https://a.example/ b",
  "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
  "did:key:z6Mk",
  "schema:name",
  "VerifiableCredential",
  "name",
  "slot-0-0.",
  "e\u0301",
  "\u00e9",
  "伊予灘大学",
  "שלום",
  "👩‍🔬",
  "\u{1d11e}",
  "0.1",
  "1e400",
  "null",
  "__proto__",
  "\ud83d",
  "x".repeat(5_000),
];
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);
const anyIri = fc.oneof(
  { weight: 5, arbitrary: fc.uuid().map((id) => `urn:uuid:${id}`) },
  { weight: 2, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("urn:uuid:one", "https://a.example/x", "did:key:z6MkOne", "mailto:a@b.example"),
  },
);

describe.each(DOCUMENTS)("the shape of $name", ({ document, leastFits }) => {
  it("agrees with the library on the document itself and with whatever texts may stand in it", {
    timeout: 240_000,
  }, async () => {
    const shape = await shapeOf(document);
    expect(byShape(shape, document)).toBe(await library(document));
    const leaves = variableLeaves(document).filter(({ path }) => shape.slots.includes(pathKey(path)));
    let [answered, asked] = [0, 0];
    const changes = fc.array(fc.tuple(fc.constantFrom(...leaves), anyText, anyIri, fc.boolean()), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const texts = changed.map(([leaf, text, iri, odd]): [string, string] => {
          const isIri = /^[a-z]+:/.test(leaf.value);
          return [pathKey(leaf.path), isIri !== odd ? iri : text];
        });
        const other = withTexts(document, new Map(texts));
        const ours = byShape(shape, other);
        asked += 1;
        if (ours === null) return;
        answered += 1;
        expect(ours).toBe(await library(other));
      }),
      { numRuns: 500, seed: 4 },
    );
    // A shape that always passes the question on would agree with everything.
    expect(answered / asked).toBeGreaterThan(leastFits);
  });

  it("reads no document of another structure", async () => {
    const shape = await shapeOf(document);
    const [first = ""] = Object.keys(document).filter((name) => name !== "@context");
    const { [first]: _, ...without } = document;
    for (const other of [
      without,
      { ...document, more: "x" },
      { ...without, [first]: null },
      { ...without, more: "x" },
    ]) {
      expect(shape.read(other)).toBeNull();
      expect(shape.differences(other)).toBeNull();
    }
  });
});

describe("a shape", () => {
  const context = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"];
  const base = {
    "@context": context,
    id: "urn:uuid:1",
    type: ["VerifiableCredential"],
    issuer: "did:key:z6MkIssuer",
    credentialSubject: [
      { id: "urn:uuid:2", alumniOf: "one" },
      { id: "urn:uuid:3", alumniOf: "two" },
    ],
  };
  const subjects = (...given: JsonObject[]) => ({ ...base, credentialSubject: given });

  it("has no answer where two nodes become one", async () => {
    const shape = await shapeOf(base);
    expect(
      byShape(shape, subjects({ id: "urn:uuid:2", alumniOf: "a" }, { id: "urn:uuid:2", alumniOf: "b" })),
    ).toBeNull();
    expect(
      byShape(shape, subjects({ id: "urn:uuid:1", alumniOf: "a" }, { id: "urn:uuid:4", alumniOf: "b" })),
    ).toBeNull();
  });

  it("has no answer where blank nodes are alike", async () => {
    const blank = subjects({ alumniOf: "one" }, { alumniOf: "two" });
    const shape = await shapeOf(blank);
    expect(byShape(shape, blank)).toBe(await library(blank));
    const alike = subjects({ alumniOf: "same" }, { alumniOf: "same" });
    expect(shape.read(alike)).not.toBeNull();
    expect(byShape(shape, alike)).toBeNull();
  });

  it("has no answer where two values of a member become one", async () => {
    const list = subjects({ alumniOf: ["a", "b"] });
    const shape = await shapeOf(list);
    expect(byShape(shape, subjects({ alumniOf: ["b", "a"] }))).toBe(await library(list));
    expect(byShape(shape, subjects({ alumniOf: ["a", "a"] }))).toBeNull();
  });

  it("has no answer for an IRI of another scheme, of other characters, or none", async () => {
    const shape = await shapeOf(base);
    for (const id of ["https://a.example/", "urn:a b", "urn:<x>", "one", "", "_:b1", "urn:"]) {
      expect(byShape(shape, subjects({ id, alumniOf: "a" }, { id: "urn:uuid:4", alumniOf: "b" }))).toBeNull();
    }
  });

  it("has no answer for half a surrogate pair", async () => {
    const shape = await shapeOf(base);
    expect(
      byShape(shape, subjects({ id: "urn:uuid:2", alumniOf: "\ud83d" }, { id: "urn:uuid:3", alumniOf: "b" })),
    ).toBeNull();
  });

  it("tells numbers, texts and nothing apart", async () => {
    const count = (value: number | string | null) => subjects({ alumniOf: "a", count: value });
    const shape = await shapeOf(count(0));
    expect(shape.read(count(0))).not.toBeNull();
    for (const value of [-0, 1, "0", null]) expect(shape.read(count(value))).toBeNull();
  });

  it("keeps the issuer, types and contexts constant", async () => {
    const shape = await shapeOf({ ...base, issuer: { id: "did:key:z6MkIssuer", name: "One" } });
    expect(shape.slots).toContain(pathKey(["issuer", "name"]));
    expect(shape.slots.filter((path) => /issuer","id|issuer"\]|type|@context/.test(path))).toEqual([]);
    expect((await shapeOf(base)).slots).not.toContain(pathKey(["issuer"]));
  });

  it("makes slots of the wanted texts alone, and tells where another document differs", async () => {
    const shape = await shapeOf(base, [["credentialSubject", 0, "alumniOf"]]);
    expect(shape.slots).toEqual([pathKey(["credentialSubject", 0, "alumniOf"])]);
    const other = subjects({ id: "urn:uuid:2", alumniOf: "x" }, { id: "urn:uuid:9", alumniOf: "two" });
    expect(shape.read(other)).toBeNull();
    expect(shape.differences(other)).toEqual([pathKey(["credentialSubject", 1, "id"])]);
  });

  it("takes for constant what cannot be a slot: a relative reference, a language, a JSON literal", async () => {
    const odd = subjects({ id: "urn:uuid:2", alumniOf: { "@value": "a", "@language": "en" } });
    const shape = await shapeOf(odd);
    expect(shape.slots).toContain(pathKey(["credentialSubject", 0, "alumniOf", "@value"]));
    expect(shape.slots.some((path) => path.includes("@language"))).toBe(false);
    expect(byShape(shape, odd)).toBe(await library(odd));
  });

  it("is none of a document that the library refuses", async () => {
    expect(await compileShape({ ...base, "@context": ["https://unknown.example/"] }, hash)).toBeNull();
    expect(await compileShape({ ...base, "@context": context[0] ?? "", undefinedTerm: "x" }, hash)).toBeNull();
  });
});
