import { readFileSync } from "node:fs";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type ErrorCode, PeersealError } from "../errors.js";
import { parseJson } from "../json.js";
import { compareUtf8 } from "../text.js";
import { contentRoot, parseDocument } from "./index.js";
import { languageTag, textByLanguage, time } from "./parts.js";

const Vector = z.object({ document: z.record(z.string(), z.unknown()) });

/** A valid document of the vectors, changed at one place. */
function changed(name: string, path: string, value: unknown): unknown {
  const file = new URL(`../../../../../test/vectors/document/valid/${name}.json`, import.meta.url);
  const { document } = Vector.parse(parseJson(readFileSync(file)));
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let place: object = document;
  for (const key of keys) place = Object(Reflect.get(place, key));
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
  return document;
}

const Issues = z.array(z.object({ path: z.string(), message: z.string() }));

function refusal(value: unknown): { code: ErrorCode | "no error"; paths: string[] } {
  try {
    parseDocument(value);
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    const issues = Issues.safeParse(error.details.issues);
    return { code: error.code, paths: [...new Set(issues.data?.map(({ path }) => path))] };
  }
  return { code: "no error", paths: [] };
}

const sha = `0x${"a1".repeat(32)}`;
const item = (path: string) => ({
  path,
  kind: "file",
  access: "public",
  mediaType: "text/plain",
  bytes: 1,
  sha256: sha,
  licence: "CC0-1.0",
  url: null,
});

describe("parseDocument", () => {
  it.each([
    ["course-version", "workloadMinutes", 59, "workloadMinutes"],
    ["course-version", "workloadMinutes", 90.5, "workloadMinutes"],
    ["course-version", "workloadMinutes", "180", "workloadMinutes"],
    ["course-version", "learningOutcomes", [], "learningOutcomes"],
    ["course-version", "assessments.0.outcomes", ["LO9"], "assessments.0.outcomes.0"],
    ["course-version", "contentRoot", sha, "contentRoot"],
    ["course-version", "content.0.bytes", 1, "contentRoot"],
    ["course-version", "content.0.path", "../secret", "content.0.path"],
    ["course-version", "content.0.path", "/etc/passwd", "content.0.path"],
    ["course-version", "content.0.path", "a\\b", "content.0.path"],
    ["course-version", "content.0.kind", "book", "content.0.kind"],
    ["course-version", "content.1.path", "slides/unit-1.pdf", "content.1"],
    ["course-version", "content.2.url", "http://media.example/", "content.2.url"],
    ["course-version", "owners", [], "owners"],
    ["course-version", "owners", [1, 1], "owners.1"],
    ["course-version", "owners", [1, 2, 3, 4, 5, 6, 7, 8, 9], "owners"],
    ["course-version", "owners", [0], "owners.0"],
    ["course-version", "credits.0.value", 0.1, "credits.0.value"],
    ["course-version", "credits.0.value", "0,1", "credits.0.value"],
    ["course-version", "level.eqf", 9, "level.eqf"],
    ["course-version", "field", "ICT", "field"],
    ["course-version", "version", "2.0", "version"],
    ["course-version", "title", {}, "title"],
    ["course-version", "title", { EN: "x" }, "title.EN"],
    ["course-version", "title.en", "", "title.en"],
    ["course-version", "title.en", "e\u0301", "title.en"],
    ["course-version", "title.en", "a\u0000b", "title.en"],
    ["course-version", "title.en", "\ud800", "title.en"],
    ["course-version", "reviewBy", "2027-04-01", "reviewBy"],
    ["course-version", "reviewBy", "2027-02-30T00:00:00Z", "reviewBy"],
    ["course-version", "reviewBy", "2027-04-01T00:00:00.000Z", "reviewBy"],
    ["course-version", "reviewBy", "2027-04-01T00:00:00+09:00", "reviewBy"],
    ["course-version", "needStatement.kind", "fashion", "needStatement.kind"],
    ["course-version", "id", sha, ""],
    ["course-version", "previous", undefined, "previous"],
    ["institution", "names", [], "names"],
    ["institution", "country", "jp", "country"],
    ["institution", "appeals", "javascript:alert(1)", "appeals"],
    ["institution", "identifiers.0.proven.how", "trust", "identifiers.0.proven.how"],
    ["institution", "recordsKeeper.institution", 0, "recordsKeeper.institution"],
    ["institution", "externalQuality.0.authority", "two\nlines", "externalQuality.0.authority"],
    ["round", "dates.reviewUntil", "2026-04-01T09:00:00Z", "dates.reviewUntil"],
    ["round", "seats.learner", 16, "seats.learner"],
    ["round", "seats.dean", 1, "seats"],
    ["round", "languages", [], "languages"],
    ["round", "route", "fast", "route"],
    ["reply", "kind", "none", "points"],
    ["reply", "points.0.seat", 15, "points.0.seat"],
  ])("refuses a %s with %s = %j", (name, path, value, expected) => {
    expect(refusal(changed(name, path, value))).toEqual({ code: "document-invalid", paths: [expected] });
  });

  it.each([null, 1, "x", [], {}, { schema: 1 }, { schema: "peerseal.rubric/2" }, { schema: "toString" }])(
    "does not know %j",
    (value) => {
      expect(refusal(value).code).toBe("document-unknown-schema");
    },
  );

  it("refuses __proto__ as a member and as a language, where it would go unseen", () => {
    const member = changed("round", "convener", 6);
    Object.defineProperty(member, "__proto__", { value: {}, enumerable: true, configurable: true });
    expect(refusal(member).code).toBe("document-invalid");
    const title = parseJson('{"en":"A course","__proto__":"hidden"}');
    expect(refusal(changed("course-version", "title", title))).toEqual({ code: "document-invalid", paths: ["title"] });
  });

  it("throws nothing but its own errors", () => {
    const schemas = ["institution", "course-version", "rubric", "round", "review", "reply"];
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.dictionary(fc.string(), fc.anything()), (schema, rest) => {
        expect(refusal({ ...rest, schema: `peerseal.${schema}/1` }).code).toBe("document-invalid");
      }),
    );
  });
});

describe("parts", () => {
  it.each(["en", "ja", "pt-BR", "zh-Hant", "et"])("takes the language %s", (tag) => {
    expect(languageTag.safeParse(tag).success).toBe(true);
  });

  it.each(["", "EN", "pt-br", "english language", "en_US", "iw"])("refuses the language %j", (tag) => {
    expect(languageTag.safeParse(tag).success).toBe(false);
  });

  it("takes the last day of February in leap years only", () => {
    expect(time.safeParse("2028-02-29T23:59:59Z").success).toBe(true);
    expect(time.safeParse("2027-02-29T23:59:59Z").success).toBe(false);
    expect(time.safeParse("2027-01-01T24:00:00Z").success).toBe(false);
  });

  it("changes nothing in a text that it takes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (value) => {
        const result = textByLanguage.safeParse({ ja: value });
        if (result.success) expect(result.data).toEqual({ ja: value });
        else expect(value.includes("\u0000") || value !== value.normalize("NFC")).toBe(true);
      }),
    );
  });
});

describe("contentRoot", () => {
  it("is the tree of a standard library, by path in UTF-8 byte order", () => {
    // The private-use character comes before the emoji in UTF-8 and after it in UTF-16.
    const paths = ["z", "a/b", "a", "\u{1f600}", "\ue000", "é"];
    const items = paths.map((path, i) => ({ ...item(path), sha256: contentHash(i) }));
    const sorted = ["a", "a/b", "z", "é", "\ue000", "\u{1f600}"];
    expect([...paths].sort(compareUtf8)).toEqual(sorted);
    const root = contentRoot(items);
    expect(contentRoot([...items].reverse())).toBe(root);
    expect(contentRoot(items.slice(1))).not.toBe(root);
    const single = items.slice(0, 1);
    const values = single.map(({ path, bytes, sha256 }) => [path, bytes, sha256]);
    expect(contentRoot(single)).toBe(StandardMerkleTree.of(values, ["string", "uint64", "bytes32"]).root);
  });

  const contentHash = (i: number): `0x${string}` => `0x${i.toString(16).padStart(64, "0")}`;
});
