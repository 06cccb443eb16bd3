import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import { deriveCredential } from "./derive.js";
import { generateCredentialKey, generateP256CredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { freshBudget } from "./rdfc.js";
import { groupStatements, hmacNamer } from "./sd-statements.js";
import { baseValueText, derivedValueText, parseBaseValue, parseDerivedValue } from "./sd-value.js";
import { secureDocument } from "./secure.js";
import { badgeOf } from "./testing/documents.js";
import { libraryDerive, librarySign, libraryVerifies } from "./testing/library.js";
import { mutations } from "./testing/mutations.js";

const created = "2026-11-23T00:00:00Z";
const key = await generateP256CredentialKey();
const suite = "ecdsa-sd-2023";
const STATUS = { credentialStatus: { id: "urn:x:1", type: "BitstringStatusListEntry" } };
const document = badgeOf(key.did, STATUS);
const base = await secureDocument(document, { key, suite, created });
const NAME = "/credentialSubject/achievement/name";
const derived = await deriveCredential(base, { selectivePointers: [NAME] });

async function outcomes(secured: JsonObject): Promise<(readonly [string, string])[]> {
  return (await prove(secured)).proofs.map(({ outcome, reason }) => [outcome, reason]);
}

function proofOf(secured: JsonObject): JsonObject {
  const [proof] = listOf(secured.proof).filter(isObject);
  if (proof === undefined) throw new Error("no proof");
  return proof;
}

const BASE = [["verified", "base-proof"]];
const GOOD = [["verified", "signature-valid"]];
const WRONG = [["invalid", "signature-invalid"]];

describe("a base proof", () => {
  test("is verified as what it is, and by the issuer's key", async () => {
    expect((await prove(base)).proofs).toMatchObject([
      { outcome: "verified", reason: "base-proof", key: key.keyId, controlledByIssuer: true },
    ]);
  });

  test("makes mandatory what says how long it holds", () => {
    const value = parseBaseValue(proofOf(base).proofValue);
    expect(value?.mandatoryPointers).toEqual(["/issuer", "/validFrom", "/validUntil", "/credentialStatus"]);
  });

  test("is never the same twice", async () => {
    const again = await secureDocument(document, { key, suite, created });
    expect(proofOf(again).proofValue).not.toBe(proofOf(base).proofValue);
  });

  test("does not verify once anything is changed", async () => {
    const { proof, ...rest } = base;
    for (const [path, changed] of mutations(rest)) {
      const [result] = await outcomes({ ...(isObject(changed) ? changed : {}), proof: proof ?? [] });
      expect([path, result?.[0]]).not.toEqual([path, "verified"]);
    }
    for (const [path, changed] of mutations(proofOf(base))) {
      const [result] = await outcomes({ ...rest, proof: [changed] });
      expect([path, result?.[0]]).not.toEqual([path, "verified"]);
    }
  });

  test("does not verify with other pointers, another HMAC key or a signature too many", async () => {
    const value = parseBaseValue(proofOf(base).proofValue);
    if (value === null) throw new Error("no base value");
    const [first] = value.signatures;
    if (first === undefined) throw new Error("no signature");
    for (const changed of [
      { ...value, mandatoryPointers: ["/issuer"] },
      { ...value, mandatoryPointers: [...value.mandatoryPointers, "/__proto__"] },
      { ...value, mandatoryPointers: ["/constructor/prototype"] },
      { ...value, hmacKey: new Uint8Array(32) },
      { ...value, signatures: [...value.signatures, first] },
      { ...value, signatures: value.signatures.toReversed() },
      { ...value, publicKey: key.multikeyBytes },
    ]) {
      const proof = { ...proofOf(base), proofValue: baseValueText(changed) };
      expect(await outcomes({ ...base, proof: [proof] })).toEqual(WRONG);
    }
    expect("polluted" in {}).toBe(false);
  });

  test("is refused of a document with a text that other programs would not cover", async () => {
    for (const name of ["ratio 3_:1", "<urn:bnid:1>"]) {
      await expect(secureDocument({ ...document, name }, { key, suite, created })).rejects.toMatchObject({
        code: "issue-invalid",
      });
    }
  });

  test.each(["/nothing", "issuer", "/credentialSubject/result/9", "/__proto__", "/issuer/constructor"])(
    "is refused where %s leads nowhere",
    async (pointer) => {
      await expect(
        secureDocument(document, { key, suite, created, mandatoryPointers: [pointer] }),
      ).rejects.toMatchObject({ code: "issue-invalid" });
    },
  );
});

describe("a derived credential", () => {
  test("shows what is mandatory, what was chosen, and nothing else", async () => {
    const { proof: _, ...shown } = derived;
    expect(shown).toEqual({
      "@context": document["@context"],
      id: document.id,
      type: document.type,
      issuer: document.issuer,
      validFrom: document.validFrom,
      validUntil: document.validUntil,
      ...STATUS,
      credentialSubject: {
        type: ["AchievementSubject"],
        achievement: {
          id: "urn:uuid:2412467a-9fb2-4f4b-8c7c-b26be9ea4534",
          type: ["Achievement"],
          name: expect.any(String),
        },
      },
    });
    expect(await outcomes(derived)).toEqual(GOOD);
    expect(await libraryVerifies(derived)).toEqual([true]);
  });

  test("holds nothing from which more could be shown", () => {
    const value = parseBaseValue(proofOf(base).proofValue);
    const own = parseDerivedValue(proofOf(derived).proofValue);
    expect(own?.signatures.length).toBeLessThan(value?.signatures.length ?? 0);
    const bytes = Buffer.from(String(proofOf(derived).proofValue).slice(1), "base64url");
    expect(bytes.includes(Buffer.from(value?.hmacKey ?? []))).toBe(false);
  });

  test("does not verify once anything is changed, or left out", async () => {
    const { proof, ...rest } = derived;
    for (const [path, changed] of mutations(rest)) {
      const [result] = await outcomes({ ...(isObject(changed) ? changed : {}), proof: proof ?? [] });
      expect([path, result?.[0]]).not.toEqual([path, "verified"]);
    }
    for (const [path, changed] of mutations(proofOf(derived))) {
      const [result] = await outcomes({ ...rest, proof: [changed] });
      expect([path, result?.[0]]).not.toEqual([path, "verified"]);
    }
    for (const name of Object.keys(rest).filter((each) => each !== "@context")) {
      const less = Object.fromEntries(Object.entries(rest).filter(([each]) => each !== name));
      expect([name, (await outcomes({ ...less, proof: proof ?? [] }))[0]?.[0]]).toEqual([name, "invalid"]);
    }
  });

  test("does not verify with its mandatory part taken for a chosen one, nodes merged, or names dropped", async () => {
    const two = await deriveCredential(base, { selectivePointers: ["/credentialSubject/result", NAME] });
    const value = parseDerivedValue(proofOf(two).proofValue);
    if (value === null) throw new Error("no derived value");
    const labels = [...value.labels];
    const [first] = labels;
    if (first === undefined) throw new Error("no blank node");
    for (const changed of [
      { ...value, mandatoryIndexes: value.mandatoryIndexes.slice(1) },
      { ...value, mandatoryIndexes: [...value.mandatoryIndexes, 0] },
      { ...value, mandatoryIndexes: [...value.mandatoryIndexes, 5_000] },
      { ...value, signatures: value.signatures.slice(1) },
      { ...value, labels: new Map(labels.map(([name]) => [name, first[1]])) },
      { ...value, labels: new Map(labels.slice(1)) },
      { ...value, labels: new Map<number, Uint8Array>() },
    ]) {
      const proof = { ...proofOf(two), proofValue: derivedValueText(changed) };
      expect(await outcomes({ ...two, proof: [proof] })).toEqual(WRONG);
    }
    expect(await outcomes(two)).toEqual(GOOD);
  });

  test("cannot be derived from again, nor from another proof", async () => {
    const plain = await generateCredentialKey(new Uint8Array(32).fill(7));
    const whole = await secureDocument(document, { key: plain, suite: "eddsa-rdfc-2022", created });
    for (const from of [derived, whole, document]) {
      await expect(deriveCredential(from, { selectivePointers: [NAME] })).rejects.toMatchObject({
        code: "derive-invalid",
      });
    }
  });

  test("is not made from a base proof that follows others", async () => {
    const plain = await generateCredentialKey(new Uint8Array(32).fill(7));
    const first = await secureDocument(document, { key: plain, suite: "eddsa-rdfc-2022", created, id: "urn:uuid:1" });
    const chain = await secureDocument(first, { key, suite, created, previousProof: "urn:uuid:1" });
    expect(await outcomes(chain)).toEqual([...GOOD, ...BASE]);
    await expect(deriveCredential(chain, { selectivePointers: [NAME] })).rejects.toMatchObject({
      code: "derive-invalid",
    });
  });

  test("is made from the one base proof of a set, or from the one named", async () => {
    const plain = await generateCredentialKey(new Uint8Array(32).fill(7));
    const set = await secureDocument(base, { key: plain, suite: "eddsa-jcs-2022", created });
    expect(await outcomes(await deriveCredential(set, { selectivePointers: [NAME] }))).toEqual(GOOD);
    const two = await secureDocument(base, { key, suite, created, id: "urn:uuid:2" });
    await expect(deriveCredential(two, { selectivePointers: [] })).rejects.toMatchObject({ code: "derive-invalid" });
    expect(await outcomes(await deriveCredential(two, { selectivePointers: [], proofId: "urn:uuid:2" }))).toEqual(GOOD);
  });

  test.each(["/nothing", "name", "/credentialSubject/identifier/1", "/__proto__", "/type/constructor"])(
    "is refused where %s leads nowhere",
    async (pointer) => {
      await expect(deriveCredential(base, { selectivePointers: [pointer] })).rejects.toMatchObject({
        code: "derive-invalid",
      });
    },
  );
});

describe("with the library of another maker", () => {
  const pointers = ["/issuer", "/validUntil"];

  test("each derives from and verifies what the other signed", async () => {
    const ours = await secureDocument(document, { key, suite, created, mandatoryPointers: pointers });
    const theirs = await librarySign(document, { key, suite, created, mandatoryPointers: pointers });
    expect(await outcomes(theirs)).toEqual(BASE);
    for (const signed of [ours, theirs]) {
      const one = await deriveCredential(signed, { selectivePointers: [NAME, "/credentialSubject/result/2"] });
      const two = await libraryDerive(signed, [NAME, "/credentialSubject/result/2"]);
      expect({ ...one, proof: null }).toEqual({ ...two, proof: null });
      expect([await outcomes(one), await outcomes(two)]).toEqual([GOOD, GOOD]);
      expect([await libraryVerifies(one), await libraryVerifies(two)]).toEqual([[true], [true]]);
    }
  });

  test("whatever is chosen verifies in both", async () => {
    const choices = [
      "/name",
      NAME,
      "/credentialSubject/achievement/criteria",
      "/credentialSubject/achievement",
      "/credentialSubject/result",
      "/credentialSubject/result/0",
      "/credentialSubject/result/1/status",
      "/credentialSubject",
      "/issuer/name",
      "/type",
    ];
    await fc.assert(
      fc.asyncProperty(fc.subarray(choices), async (selectivePointers) => {
        const shown = await deriveCredential(base, { selectivePointers });
        expect(await outcomes(shown)).toEqual(GOOD);
        expect(await libraryVerifies(shown)).toEqual([true]);
      }),
      { numRuns: 25 },
    );
  });

  test("an item of a list of one can be shown too, which the library cannot", async () => {
    const listed = { ...document, credentialSubject: [document.credentialSubject ?? null] };
    const signed = await secureDocument(listed, { key, suite, created });
    const pointer = "/credentialSubject/0/achievement/name";
    const shown = await deriveCredential(signed, { selectivePointers: [pointer] });
    expect(shown.credentialSubject).toMatchObject([{ achievement: { name: "Slope survey 斜面測量 😀" } }]);
    expect(await outcomes(shown)).toEqual(GOOD);
    expect(await libraryVerifies(shown)).toEqual([true]);
    await expect(libraryDerive(signed, [pointer])).rejects.toThrow();
  });

  test("a text that the library leaves uncovered is covered here", async () => {
    const mandatoryPointers = ["/name"];
    const signed = await librarySign({ ...document, name: "ratio 3_:1" }, { key, suite, created, mandatoryPointers });
    const shown = await libraryDerive(signed, [NAME]);
    const forged = { ...shown, name: "ratio 3_:9" };
    // The library takes both for right. Which of them its signer saw, nobody can tell: neither counts.
    expect([await libraryVerifies(shown), await libraryVerifies(forged)]).toEqual([[true], [true]]);
    for (const each of [shown, forged]) expect(await outcomes(each)).toEqual([["unsupported", "text-ambiguous"]]);
  });
});

describe("hostile proofs end", () => {
  test.each([
    ["no CBOR", `u2V0B${"A".repeat(200)}`],
    [
      "deep CBOR",
      `u${Buffer.from([0xd9, 0x5d, 0x01, ...Array.from({ length: 60_000 }, () => 0x81)]).toString("base64url")}`,
    ],
    ["very many indexes", ""],
  ])("%s", async (_, given) => {
    const value = parseDerivedValue(proofOf(derived).proofValue);
    if (value === null) throw new Error("no derived value");
    const mandatoryIndexes = Array.from({ length: 400_000 }, (_each, i) => i);
    const proofValue = given === "" ? derivedValueText({ ...value, mandatoryIndexes }) : given;
    expect(await outcomes({ ...derived, proof: [{ ...proofOf(derived), proofValue }] })).toEqual(WRONG);
  });

  test("more of them than are looked at", async () => {
    const proof = Array.from({ length: 5 }, () => proofOf(base));
    expect(new Set((await outcomes({ ...base, proof })).map(([, reason]) => reason))).toEqual(
      new Set(["too-many-proofs"]),
    );
  });

  test("a clique of look-alike nodes", async () => {
    const all = Array.from({ length: 12 }, (_, i) => i);
    const credentialSubject = all.map((i) => ({ id: `_:n${i}`, knows: all.map((j) => ({ id: `_:n${j}` })) }));
    const contexts = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"];
    const hostile = { ...derived, "@context": contexts, credentialSubject };
    expect(await outcomes(hostile)).toEqual([["unsupported", "too-complex"]]);
    expect(await outcomes({ ...hostile, proof: [proofOf(base)] })).toEqual([["unsupported", "too-complex"]]);
  });
});

test("statements of a document and of its selection are the same texts", async () => {
  const namer = await hmacNamer(new Uint8Array(32).fill(1));
  const { quads, groups } = await groupStatements(document, freshBudget(), namer, [["/issuer"], [""]]);
  expect(groups[1]?.chosen.size).toBe(quads.length);
  expect(groups[0]?.chosen.size).toBeLessThan(quads.length);
});
