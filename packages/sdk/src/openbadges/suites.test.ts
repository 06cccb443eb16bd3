/// <reference path="./types/digitalbazaar.d.ts" />
import * as EcdsaMultikey from "@digitalbazaar/ecdsa-multikey";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import { generateCredentialKey, generateP256CredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { secureDocument } from "./secure.js";
import { signCredential } from "./sign.js";
import { badgeOf } from "./testing/documents.js";
import { librarySign, libraryVerifies } from "./testing/library.js";
import { mutations } from "./testing/mutations.js";

const created = "2026-11-23T00:00:00Z";
const SUITE_2020 = "https://w3id.org/security/suites/ed25519-2020/v1";
const ed25519 = await generateCredentialKey(new Uint8Array(32).fill(7));
const p256 = await generateP256CredentialKey();
const other = await generateP256CredentialKey();
const p384 = await p384Key();

/** P-384 is only verified here: the library makes the key and signs. */
async function p384Key() {
  const pair = await EcdsaMultikey.generate({ curve: "P-384" });
  const did = `did:key:${pair.publicKeyMultibase}`;
  const { algorithm, sign } = pair.signer();
  return { did, signer: { id: `${did}#${pair.publicKeyMultibase}`, algorithm, sign } };
}

async function outcomes(document: JsonObject): Promise<(readonly [string, string])[]> {
  return (await prove(document)).proofs.map(({ outcome, reason }) => [outcome, reason]);
}

const GOOD = [["verified", "signature-valid"]];
const WRONG = [["invalid", "signature-invalid"]];

const OWN = [
  ["eddsa-rdfc-2022", ed25519],
  ["eddsa-jcs-2022", ed25519],
  ["ecdsa-rdfc-2019", p256],
  ["ecdsa-jcs-2019", p256],
] as const;

describe.each(OWN)("%s", (suite, key) => {
  const document = badgeOf(key.did);

  test("leaves the document as it is", async () => {
    const before = JSON.stringify(document);
    const { proof, ...rest } = await secureDocument(document, { key, suite, created });
    expect(JSON.stringify(document)).toBe(before);
    expect(rest).toEqual(document);
    expect(listOf(proof)).toHaveLength(1);
  });

  test("is verified, by the issuer's key", async () => {
    const signed = await secureDocument(document, { key, suite, created });
    expect((await prove(signed)).proofs).toMatchObject([
      { outcome: "verified", suite, key: key.keyId, keyFrom: "did", controlledByIssuer: true },
    ]);
  });

  test("does not verify once anything is changed", async () => {
    const { proof, ...rest } = await secureDocument(document, { key, suite, created });
    for (const [path, changed] of mutations(rest)) {
      const result = await outcomes({ ...(isObject(changed) ? changed : {}), proof: proof ?? [] });
      expect([path, result[0]?.[0]]).not.toEqual([path, "verified"]);
    }
    for (const [path, changed] of mutations(listOf(proof)[0] ?? null)) {
      const result = await outcomes({ ...rest, proof: [changed] });
      expect([path, result[0]?.[0]]).not.toEqual([path, "verified"]);
    }
  });

  test("does not verify as the other suites of its key", async () => {
    const signed = await secureDocument(document, { key, suite, created });
    const proof = listOf(signed.proof).filter(isObject)[0] ?? {};
    for (const [name] of OWN) {
      if (name === suite) continue;
      expect(await outcomes({ ...signed, proof: [{ ...proof, cryptosuite: name }] })).not.toEqual(GOOD);
    }
  });
});

describe("with the library of another maker", () => {
  const shared = [
    ["eddsa-rdfc-2022", ed25519],
    ["eddsa-jcs-2022", ed25519],
    ["ecdsa-rdfc-2019", p256],
  ] as const;

  test.each(shared)("%s: each verifies what the other signed", async (suite, key) => {
    const document = badgeOf(key.did);
    const ours = await secureDocument(document, { key, suite, created });
    const theirs = await librarySign(document, { key, suite, created });
    expect([await outcomes(ours), await outcomes(theirs)]).toEqual([GOOD, GOOD]);
    expect([await libraryVerifies(ours), await libraryVerifies(theirs)]).toEqual([[true], [true]]);
  });

  test.each(["eddsa-rdfc-2022", "eddsa-jcs-2022"] as const)("%s: the same proof, byte for byte", async (suite) => {
    const document = badgeOf(ed25519.did);
    const ours = await secureDocument(document, { key: ed25519, suite, created });
    expect(ours).toEqual(await librarySign(document, { key: ed25519, suite, created }));
  });

  test("signCredential and secureDocument make the same", async () => {
    const document = badgeOf(ed25519.did);
    const ours = await secureDocument(document, { key: ed25519, suite: "eddsa-rdfc-2022", created });
    expect(await signCredential(document, ed25519, { created })).toEqual(ours);
  });

  test("ecdsa-rdfc-2019 with P-384", async () => {
    const signed = await librarySign(badgeOf(p384.did), { key: p384, suite: "ecdsa-rdfc-2019", created });
    expect((await prove(signed)).proofs).toMatchObject([{ outcome: "verified", controlledByIssuer: true }]);
    expect(await outcomes({ ...signed, name: "Another" })).toEqual(WRONG);
  });

  test("Ed25519Signature2020", async () => {
    const document = badgeOf(ed25519.did);
    const contexts = [...listOf(document["@context"]), SUITE_2020];
    const of2020 = { ...document, "@context": contexts };
    const signed = await librarySign(of2020, { key: ed25519, suite: "Ed25519Signature2020", created });
    expect((await prove(signed)).proofs).toMatchObject([
      { outcome: "verified", suite: "Ed25519Signature2020", controlledByIssuer: true },
    ]);
    expect(await outcomes({ ...signed, name: "Another" })).toEqual(WRONG);
    expect(await libraryVerifies({ ...signed, name: "Another" })).toEqual([false]);
  });

  test("both say the same of whatever is in a credential", async () => {
    const text = fc.string({ unit: "grapheme", maxLength: 12 });
    const subject = fc.record({
      narrative: text,
      result: fc.array(fc.record({ status: fc.constantFrom("Completed", "Failed"), value: text }), { maxLength: 4 }),
      licenseNumber: fc.option(text, { nil: null }),
    });
    await fc.assert(
      fc.asyncProperty(
        subject,
        fc.constantFrom(...shared),
        async ({ narrative, result, licenseNumber }, [suite, key]) => {
          const document = badgeOf(key.did, {
            credentialSubject: {
              type: ["AchievementSubject"],
              narrative,
              licenseNumber,
              result: result.map((one) => ({ type: ["Result"], ...one })),
            },
          });
          const theirs = await librarySign(document, { key, suite, created });
          const changed = { ...theirs, name: "Another" };
          expect(await outcomes(theirs)).toEqual(GOOD);
          expect(await outcomes(changed)).toEqual(WRONG);
          expect(await libraryVerifies(await secureDocument(document, { key, suite, created }))).toEqual([true]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a key that is not the suite's", () => {
  test.each([
    ["eddsa-rdfc-2022", p256],
    ["eddsa-jcs-2022", p256],
    ["ecdsa-rdfc-2019", ed25519],
    ["ecdsa-sd-2023", ed25519],
  ] as const)("%s does not sign", async (suite, key) => {
    await expect(secureDocument(badgeOf(key.did), { key, suite, created })).rejects.toMatchObject({
      code: "issue-invalid",
    });
  });

  test("does not verify, though the signature would be long enough", async () => {
    const signed = await secureDocument(badgeOf(p256.did), { key: p256, suite: "ecdsa-rdfc-2019", created });
    const proof = listOf(signed.proof).filter(isObject)[0] ?? {};
    const as = (method: string) => ({ ...signed, proof: [{ ...proof, verificationMethod: method }] });
    expect(await outcomes(as(ed25519.verificationMethod))).toEqual([["invalid", "key-type"]]);
    expect(await outcomes(as(other.verificationMethod))).toEqual(WRONG);
  });
});

describe("secureDocument refuses", () => {
  const document = badgeOf(ed25519.did);
  const options = { key: ed25519, suite: "eddsa-rdfc-2022", created } as const;
  test.each([
    ["a time in another form", document, { created: "2026-11-23" }, "issue-invalid"],
    ["an end in another form", document, { expires: "tomorrow" }, "issue-invalid"],
    ["a fraction", { ...document, name: 0.1 }, {}, "issue-invalid"],
    ["a term that nothing defines", { ...document, grade: "A" }, {}, "issue-invalid"],
    ["a member that no signature covers", { ...document, "@index": "A" }, {}, "issue-invalid"],
    ["contexts without a word for proofs", { "@context": [], type: [] }, {}, "issue-invalid"],
    ["a context that is not bundled", { ...document, "@context": ["https://example.org/v1"] }, {}, "context-missing"],
    ["a previous proof that is not there", document, { previousProof: "urn:uuid:x" }, "issue-invalid"],
    ["no previous proof at all", document, { previousProof: [] }, "issue-invalid"],
  ])("%s", async (_, given, more, code) => {
    await expect(secureDocument(given, { ...options, ...more })).rejects.toMatchObject({ code });
  });
});
