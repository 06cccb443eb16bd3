import { existsSync, readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { CREDENTIAL } from "../judge/testing/sample.js";
import type { JsonObject, JsonValue } from "../types.js";
import { isObject } from "../values.js";
import { checkFormat, kindOf } from "./format.js";
import type { FormatIssueCode } from "./format-rules.js";

/*
 * Our rules for Open Badges 3.0 held against its published JSON Schema, over changes of every part of real and own
 * credentials: what the schema refuses we refuse, and what we refuse the schema refuses, but for the exceptions below.
 */
const SHARED = new URL("../../../../../../shared/", import.meta.url);
const SCHEMA = new URL("schemas/ob_v3p0_achievementcredential_schema.json", SHARED);

/** Refused by us alone: the schema is of JSON, and cannot say these things. */
const BEYOND_THE_SCHEMA: ReadonlySet<FormatIssueCode> = new Set([
  // It says only that identifiers are texts, and dates by RFC 3339, which lets the zone be lower-case.
  "not-a-url",
  "unsafe-url",
  "not-a-date-time",
  "period-reversed",
  // Rules of VCDM 2.0 that Open Badges takes over by reference.
  "keyword",
  "long-name",
  "context-alias",
  "context-value",
  "empty",
  "more-than-one",
  "proof-unknown",
  // A Data Integrity proof has members of its own that the schema leaves open.
  "absent",
]);

type Schema = { readonly [key: string]: unknown };

describe.skipIf(!existsSync(SCHEMA))("the schema of Open Badges 3.0 (a folder `shared` beside the repository)", () => {
  const schema: Schema = existsSync(SCHEMA) ? JSON.parse(readFileSync(SCHEMA, "utf8")) : {};
  const ajv = new Ajv2019({ allErrors: true, strict: false });
  addFormats.default(ajv);
  if (existsSync(SCHEMA)) ajv.addSchema(schema, "ob3");
  const fixture = (path: string): JsonObject => JSON.parse(readFileSync(new URL(`fixtures/${path}`, SHARED), "utf8"));

  const definition = (reference: string): Schema => objectOf(objectOf(schema.$defs)[reference.replace("#/$defs/", "")]);
  const resolved = (of: Schema): Schema => (typeof of.$ref === "string" ? definition(of.$ref) : of);

  /**
   * A list of one and its item are the same in JSON-LD, and both are signed as they were written: real files have both,
   * so we take both, and the schema is shown the one that it wants.
   */
  function fitted(value: JsonValue, given: Schema): JsonValue {
    const of = resolved(given);
    const branches = Array.isArray(of.anyOf ?? of.oneOf) ? [...Object(of.anyOf ?? of.oneOf)].map(resolved) : [];
    const profile = branches.find((branch) => branch.properties !== undefined);
    if (profile !== undefined && isObject(value)) return fitted(value, profile);
    const all = Array.isArray(of.allOf) ? objectOf(of.allOf[0]) : of;
    if (all.type === "array") {
      const list = Array.isArray(value) ? value : [value];
      return list.map((item) => fitted(item, objectOf(all.items)));
    }
    if (!isObject(value)) return value;
    const members = objectOf(of.properties);
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        name === "@context" || members[name] === undefined ? inner : fitted(inner, objectOf(members[name])),
      ]),
    );
  }

  /** What the schema refuses and we do not, with a reason. */
  function isAllowed({ keyword, instancePath, params }: ErrorObject, whole: JsonValue): boolean {
    const at = instancePath.split("/").slice(1);
    const name = at.at(-1) ?? "";
    const value = at.reduce<unknown>((of, step) => Reflect.get(Object(of), step), whole);
    // An endorsement inside is a credential of its own: the report on it tells what is wrong with it.
    if (/\/endorsement\/\d+\//.test(`${instancePath}/`)) return true;
    // The other of two alternatives: an issuer may be a text, too.
    if (keyword === "type" && params.type === "string" && name === "issuer" && isObject(value)) return true;
    // VCDM 2.0 asks for no id of a status or a refresh service, and takes several.
    if (keyword === "required" && /(?:credentialStatus|refreshService)(?:\/\d+)?$/.test(instancePath)) {
      return params.missingProperty === "id";
    }
    if (/^\/(?:credentialStatus|refreshService)$/.test(instancePath)) return keyword === "type";
    // VCDM 2.0 section 11.1: names and descriptions may be in several languages.
    if (/^(?:\/issuer)?\/(?:name|description)$/.test(instancePath)) return keyword === "type" && isLanguageValue(value);
    // JSON-LD lets anything have several types.
    if (name === "type") return ["type", "enum"].includes(keyword) && Array.isArray(value);
    return false;
  }

  /** Both answers about a credential, as far as they should be the same. */
  function compare(credential: JsonObject, validate: ValidateFunction, of: Schema): string {
    const shown = fitted(credential, of);
    const bySchema = validate(shown) ? [] : (validate.errors ?? []);
    // Of alternatives only the parts tell something.
    const told = bySchema.filter(({ keyword }) => !["oneOf", "anyOf", "if"].includes(keyword));
    const refused = told.filter((error) => !isAllowed(error, shown));
    const ours = checkFormat(credential).issues;
    if (ours.length === 0 && refused.length > 0) {
      return `only the schema refuses: ${refused.map(({ instancePath, keyword }) => `${keyword} ${instancePath}`).join()}`;
    }
    const beyond = ours.filter(({ code }) => !BEYOND_THE_SCHEMA.has(code));
    if (beyond.length > 0 && bySchema.length === 0) {
      return `only we refuse: ${beyond.map(({ code, path }) => `${code} ${path}`).join()}`;
    }
    return "the same";
  }

  const VALUES: readonly (JsonValue | undefined)[] = [
    ...[undefined, null, true, 5, -1.5, "", "x", "https://a.example/1", "2026-11-01T00:00:00Z", "ext:Own"],
    ...[[], {}, [null], ["x"], ["x", "y"], [[]], [{}], { id: "urn:a:1" }, { type: "X" }, { "@value": "x" }],
    ...[
      { id: "urn:a:1", type: ["Image"], more: 1 },
      { type: "IdentifierEntry", identifier: "x", identifierType: "name" },
    ],
  ];

  const achievements = {
    ours: () => CREDENTIAL,
    "1EdTech's with every member": () => fixture("1edtech/ob30-complete.json"),
    "the DCC's": () => fixture("dcc/ob3-vc2-eddsa-alignments.json"),
    "the DCC's with a status": () => fixture("dcc/ob3-vc2-ed25519-2020-revoked.json"),
  };
  test.each(Object.keys(achievements) as (keyof typeof achievements)[])("changes of %s badge", (name) => {
    const validate = ajv.compile({ $ref: "ob3#" });
    const base = achievements[name]();
    expect(compare(base, validate, schema)).toBe("the same");
    const differences = new Set<string>();
    let compared = 0;
    for (const [i, path] of pathsOf(base).entries()) {
      // Of a large file each part gets every third change, another third at the next part.
      for (const [j, value] of VALUES.entries()) {
        if (name === "1EdTech's with every member" && (i + j) % 3 !== 0 && j < VALUES.length - 2) continue;
        const changed = edited(base, path, value);
        if (!isObject(changed) || kindOf(changed) !== kindOf(base)) continue;
        compared += 1;
        const result = compare(changed, validate, schema);
        if (result !== "the same") differences.add(`${path.join("/")} = ${JSON.stringify(value)}: ${result}`);
      }
    }
    expect([...differences].slice(0, 30)).toEqual([]);
    expect(compared).toBeGreaterThan(500);
  });

  test("changes of an endorsement", () => {
    const of = definition("EndorsementCredential");
    const validate = ajv.compile({ $ref: "ob3#/$defs/EndorsementCredential" });
    const base = fixture("1edtech/ob30-endorsement-valid.json");
    const differences = new Set<string>();
    for (const path of pathsOf(base)) {
      for (const value of VALUES) {
        const changed = edited(base, path, value);
        if (!isObject(changed) || kindOf(changed) !== kindOf(base)) continue;
        const result = compare(changed, validate, of);
        if (result !== "the same") differences.add(`${path.join("/")} = ${JSON.stringify(value)}: ${result}`);
      }
    }
    expect([...differences].slice(0, 30)).toEqual([]);
  });
});

function objectOf(value: unknown): Schema {
  return isObject(value) ? value : {};
}

function isLanguageValue(value: unknown): boolean {
  const all = Array.isArray(value) ? value : [value];
  return all.every((item) => typeof item === "string" || (isObject(item) && typeof item["@value"] === "string"));
}

/** Paths to every member and item, contexts left out: these have tests of their own. */
function pathsOf(value: JsonValue, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "@context" ? [] : [[...path, name], ...pathsOf(inner, [...path, name])],
  );
}

function edited(
  of: JsonValue | undefined,
  [first, ...rest]: readonly string[],
  value: JsonValue | undefined,
): JsonValue {
  if (first === undefined) return value ?? null;
  if (Array.isArray(of)) {
    const inner = of.map((item: JsonValue, i) => (String(i) === first ? edited(item, rest, value) : item));
    return rest.length === 0 && value === undefined ? inner.filter((_, i) => String(i) !== first) : inner;
  }
  const object: Record<string, JsonValue> = { ...(isObject(of) ? of : {}) };
  if (rest.length === 0 && value === undefined) delete object[first];
  else object[first] = edited(object[first], rest, value);
  return object;
}
