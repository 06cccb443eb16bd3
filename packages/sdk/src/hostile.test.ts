import { describe, expect, test } from "vitest";
import { enclosedIn } from "./core/credential/enclosed.js";
import { checkFormat, MAX_ISSUES } from "./core/credential/format.js";
import type { JsonObject, JsonValue } from "./core/types.js";
import { OB_CONTEXT, VC_CONTEXT } from "./openbadges/contexts.js";
import { generateCredentialKey } from "./openbadges/keys.js";
import { signCredential } from "./openbadges/sign.js";
import { verify } from "./verify.js";

/*
 * Files made to waste time or to deceive. Each ends with a verdict; what takes time that grows with the square of a file's
 * size would not end within a test's time.
 */

const NOW = 1_793_500_000;
const key = await generateCredentialKey(new Uint8Array(32).fill(1));
const unsigned: JsonObject = {
  "@context": [VC_CONTEXT, OB_CONTEXT],
  id: "urn:uuid:5a2d0a52-31c8-4d52-9c5d-6a4f3d9f1e07",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  name: "Shelter hygiene",
  issuer: { id: key.did, type: ["Profile"], name: "Iyonada University" },
  validFrom: "2026-11-01T00:00:00Z",
  credentialSubject: {
    type: ["AchievementSubject"],
    achievement: {
      id: "urn:a:2",
      type: ["Achievement"],
      name: "Shelter hygiene",
      description: "Three hours.",
      criteria: { narrative: "Names five dangers." },
    },
  },
};
const signed = await signCredential(unsigned, key, { created: "2026-11-01T00:00:00Z" });
const text = JSON.stringify(signed);
const [proof] = Array.isArray(signed.proof) ? signed.proof : [];

async function verdictOf(file: string | Uint8Array) {
  const { verdict, checks } = await verify(file, { now: NOW });
  const reasonOf = (name: string) => checks.find(({ check }) => check === name)?.reason;
  return { verdict, format: reasonOf("format"), signature: reasonOf("signature"), status: reasonOf("status"), checks };
}

test("the file that they are made from is good as far as it goes", async () => {
  expect(await verdictOf(text)).toMatchObject({
    verdict: "not-anchored",
    format: "well-formed",
    signature: "proofs-verified",
    status: "no-status",
  });
});

describe("JSON that two readers understand in two ways, or one not at all", () => {
  test.each<readonly [string, string | Uint8Array]>([
    ["deep lists", `{"type":["VerifiableCredential"],"credentialSubject":${"[".repeat(100_000)}`],
    ["deep objects", `${'{"credentialSubject":'.repeat(40_000)}1${"}".repeat(40_000)}`],
    ["a name twice", text.replace('"name":', '"name":"Another","name":')],
    ["a name twice, once escaped", text.replace('"name":', '"n\\u0061me":"Another","name":')],
    ["half a character", text.replace("Three hours.", "\\ud800")],
    ["a zero character", text.replace("Three hours.", "\\u0000")],
    ["a number that is rounded", text.replace('"Three hours."', "9007199254740993")],
    ["a number beyond all", text.replace('"Three hours."', "1e400")],
    ["bytes that are no text", Uint8Array.of(0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d)],
    ["more than a megabyte", text.replace("Three hours.", "x".repeat(1_100_000))],
  ])("%s", async (_, file) => {
    expect(await verdictOf(file)).toMatchObject({ verdict: "malformed", format: "format-invalid" });
  });
});

describe("members that are none", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])("%s", async (name) => {
    for (const place of ['"name":', '"narrative":', '"type":["AchievementSubject"]']) {
      const file = text.replace(place, `${JSON.stringify(name)}:{"polluted":true,"id":"urn:x"},${place}`);
      expect((await verdictOf(file)).verdict).toBe("altered");
    }
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  test("a prototype does not stand in for what is missing", async () => {
    const { issuer, ...rest } = signed;
    const file = JSON.stringify(rest).replace("{", `{"__proto__":{"issuer":${JSON.stringify(issuer)}},`);
    expect(await verdictOf(file)).toMatchObject({ verdict: "malformed" });
  });
});

describe("much of everything", () => {
  const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  const withMember = (more: JsonObject) => JSON.stringify({ ...signed, ...more });
  const long = "a".repeat(300_000);

  test.each<readonly [string, () => string, string, string]>([
    ["proofs", () => withMember({ proof: many(2_000, () => proof ?? null) }), "format-valid", "suite-unsupported"],
    [
      "proofs that follow each other",
      () =>
        withMember({
          proof: many(1_000, (i) => ({
            ...Object(proof),
            id: `urn:p:${i}`,
            previousProof: `urn:p:${(i + 1) % 1_000}`,
          })),
        }),
      "format-valid",
      "suite-unsupported",
    ],
    [
      "proofs that each follow all",
      () =>
        withMember({
          proof: many(100, (i) => ({
            ...Object(proof),
            id: `urn:p:${i}`,
            previousProof: many(100, (j) => `urn:p:${j}`),
          })),
        }),
      "format-valid",
      "suite-unsupported",
    ],
    [
      "types",
      () => withMember({ type: ["VerifiableCredential", "OpenBadgeCredential", ...many(60_000, (i) => `T${i}`)] }),
      "format-valid",
      "suite-unsupported",
    ],
    ["wrong types", () => withMember({ type: many(200_000, () => 5) }), "format-invalid", "suite-unsupported"],
    [
      "contexts",
      () => withMember({ "@context": [VC_CONTEXT, OB_CONTEXT, ...many(10_000, () => VC_CONTEXT)] }),
      "format-valid",
      "suite-unsupported",
    ],
    [
      "subjects",
      () => withMember({ credentialSubject: many(30_000, (i) => ({ id: `urn:s:${i}` })) }),
      "format-invalid",
      "suite-unsupported",
    ],
    [
      "look-alike nodes",
      () =>
        withMember({
          evidence: many(40, (i) => ({
            type: ["Evidence"],
            id: `_:n${i}`,
            evidence: many(40, (j) => ({ type: ["Evidence"], id: `_:n${j}` })),
          })),
        }),
      "format-invalid",
      "suite-unsupported",
    ],
    [
      "related resources",
      () => withMember({ relatedResource: many(10_000, () => ({ id: "urn:r:1", digestSRI: "x" })) }),
      "format-invalid",
      "suite-unsupported",
    ],
    [
      "unknown members",
      () => withMember(Object.fromEntries(many(40_000, (i) => [`m${i}`, 1]))),
      "format-valid",
      "suite-unsupported",
    ],
  ])("%s", async (_, file, format, signature) => {
    const found = await verdictOf(file());
    expect([found.format === "format-invalid" ? "format-invalid" : "format-valid", found.signature]).toEqual([
      format,
      signature,
    ]);
    expect(found.verdict).not.toBe("valid");
  });

  test("status entries: those beyond a few are not known, and nothing is asked for them", async () => {
    const entry = (i: number) => ({
      id: `https://status.example/${i}#1`,
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: "1",
      statusListCredential: `https://status.example/${i}`,
    });
    let asked = 0;
    const loadStatusList = async () => {
      asked += 1;
      return new Uint8Array(0);
    };
    const { checks } = await verify(withMember({ credentialStatus: many(3_000, entry) }), { now: NOW, loadStatusList });
    expect(checks.find(({ check }) => check === "status")).toMatchObject({
      result: "unknown",
      reason: "foreign-status",
    });
    expect(asked).toBeLessThanOrEqual(16);
  });

  test("faults: nobody reads more than a few", () => {
    expect(checkFormat({ ...unsigned, evidence: many(50_000, () => 5) }).issues).toHaveLength(MAX_ISSUES);
  });

  test("endorsements in a wide and deep file are found in one walk", () => {
    const wide: JsonValue = many(100_000, (i) => ({ i }));
    expect(enclosedIn({ a: wide, endorsement: wide })).toMatchObject({ more: 99_988 });
  });

  // Where a pattern would try again from every place, a text of this length would take hours.
  const TEXTS = [
    long,
    `${long}!`,
    `${"ab-".repeat(100_000)}!`,
    `${" ".repeat(300_000)}x`,
    `urn:${":".repeat(300_000)} `,
    `${"1".repeat(300_000)}Z`,
    `0000-01-01T00:00:00.${"0".repeat(300_000)}`,
    `ext:${long}!`,
    `sha256-${long}!`,
    `a/${long};${" ".repeat(9)}\u0000`,
    `data:application/vc+jwt${long}`,
    `eyJ${long}.${long.slice(0, 9)}!`,
  ];
  const PATHS: readonly (readonly string[])[] = [
    ["id"],
    ["name"],
    ["validFrom"],
    ["issuer", "id"],
    ["type"],
    ["credentialStatus"],
    ["endorsementJwt"],
    ["relatedResource", "digestSRI"],
    ["relatedResource", "digestMultibase"],
    ["relatedResource", "mediaType"],
    ["proof", "proofValue"],
    ["proof", "verificationMethod"],
    ["proof", "created"],
    ["credentialSubject", "achievement", "inLanguage"],
    ["credentialSubject", "achievement", "achievementType"],
    ["credentialSubject", "activityEndDate"],
    ["description", "@language"],
    ["credentialStatus", "id"],
    ["credentialStatus", "statusListIndex"],
  ];
  test.each(PATHS.map((path) => [path.join("/"), path] as const))("a long text at %s", async (_, path) => {
    for (const value of TEXTS) {
      const file = JSON.stringify(replaced(signed, path, value));
      expect((await verdictOf(file)).verdict).toMatch(/^(?:malformed|altered|forged|not-anchored|incomplete)$/);
    }
  });
});

function replaced(of: JsonValue | undefined, [first, ...rest]: readonly string[], value: JsonValue): JsonValue {
  if (first === undefined) return value;
  const inner = Array.isArray(of) ? of[0] : of;
  const object: JsonObject = typeof inner === "object" && inner !== null && !Array.isArray(inner) ? Object(inner) : {};
  return { ...object, [first]: replaced(object[first], rest, value) };
}
