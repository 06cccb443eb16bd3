import { describe, expect, test } from "vitest";
import { credentialDigest } from "../core/digest.js";
import type { ProofResult } from "../core/judge/evidence.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { OB_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { generateCredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { signCredential } from "./sign.js";
import { mutations } from "./testing/mutations.js";

const CREATED = "2026-11-23T00:00:00Z";
const EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2";
const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const otherKey = await generateCredentialKey(new Uint8Array(32).fill(8));
const unsigned = {
  "@context": [VC_CONTEXT, OB_CONTEXT],
  id: "urn:uuid:7a1b6c1e-4a3e-4a6e-9d0f-0d8a5a4a2b11",
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  issuer: { id: key.did, type: ["Profile"], name: "Example University" },
  validFrom: "2026-11-01T00:00:00Z",
  name: "Slope survey",
  credentialSubject: {
    type: ["AchievementSubject"],
    identifier: [
      { type: "IdentityObject", hashed: true, identityHash: "sha256$00", identityType: "emailAddress", salt: "aa" },
    ],
    achievement: {
      id: "urn:uuid:2412467a-9fb2-4f4b-8c7c-b26be9ea4534",
      type: ["Achievement"],
      name: "Slope survey",
      description: "Plan, fly and read a survey.",
      criteria: { narrative: "Ten hours." },
    },
  },
};
const signed = await signCredential(unsigned, key, { created: CREATED });
const proof = proofOf(signed);

function proofOf(credential: JsonObject): JsonObject {
  const [first] = credential.proof as readonly JsonObject[];
  if (first === undefined) throw new Error("the credential has no proof");
  return first;
}

async function only(credential: JsonObject): Promise<ProofResult> {
  const { proofs } = await prove(credential);
  const [first] = proofs;
  if (first === undefined || proofs.length > 1) throw new Error(`expected one result, not ${proofs.length}`);
  return first;
}

const withProof = (changes: JsonObject): JsonObject => ({ ...signed, proof: [{ ...proof, ...changes }] });

describe("a credential as it was signed", () => {
  test("verifies, with the issuer's key", async () => {
    expect(await prove(signed)).toEqual({
      digest: credentialDigest(signed),
      proofs: [
        {
          outcome: "verified",
          reason: "signature-valid",
          suite: "eddsa-rdfc-2022",
          verificationMethod: key.verificationMethod,
          key: key.keyId,
          keyFrom: "did",
          controlledByIssuer: true,
        },
      ],
    });
  });

  test("is neither changed by signing nor by proving", async () => {
    const before = JSON.stringify([unsigned, signed]);
    await signCredential(unsigned, key, { created: CREATED });
    await prove(signed);
    expect(JSON.stringify([unsigned, signed])).toBe(before);
    expect(signed["@context"]).toEqual([VC_CONTEXT, OB_CONTEXT]);
  });

  test("verifies with its proof outside an array, under the same digest", async () => {
    const { digest, proofs } = await prove({ ...signed, proof });
    expect(proofs.map(({ outcome }) => outcome)).toEqual(["verified"]);
    expect(digest).toBe(credentialDigest(signed));
  });

  test("verifies although it has expired", async () => {
    const expired = await signCredential({ ...unsigned, validUntil: "2010-01-01T00:00:00Z" }, key, {
      created: CREATED,
    });
    expect((await only(expired)).outcome).toBe("verified");
  });

  test("of another issuer's key is verified but not the issuer's", async () => {
    const foreign = await signCredential({ ...unsigned, issuer: otherKey.did }, otherKey, { created: CREATED });
    expect(await only({ ...foreign, issuer: otherKey.did })).toMatchObject({ controlledByIssuer: true });
    expect(await only({ ...signed, proof: foreign.proof ?? [] })).toMatchObject({
      outcome: "invalid",
      controlledByIssuer: false,
    });
  });

  test("without a proof has no results", async () => {
    expect((await prove(unsigned)).proofs).toEqual([]);
    expect((await prove({ ...unsigned, proof: [] })).proofs).toEqual([]);
  });
});

describe("a changed credential", () => {
  const { proof: _, ...document } = signed;

  test.each(mutations(document))("does not verify: %s", async (path, changed) => {
    const { outcome, reason } = await only({ ...(changed as JsonObject), proof: [proof] });
    if (path.startsWith("/@context")) expect([outcome, reason]).toEqual(["context-missing", "context-missing"]);
    else expect([outcome, reason]).toEqual(["invalid", "signature-invalid"]);
  });

  test.each(mutations(proof))("does not verify with a changed proof: %s", async (_path, changed) => {
    expect((await only({ ...signed, proof: [changed] })).outcome).not.toBe("verified");
  });

  test("does not verify with a member removed", async () => {
    const { name: _name, ...rest } = signed;
    expect(await only(rest)).toMatchObject({ outcome: "invalid", reason: "signature-invalid" });
  });

  test.each([
    "__proto__",
    "@index",
    "@none",
    "@json",
    "@vocab",
    "@version",
    "constructor",
    "toString",
    "@foo",
    "a:b",
    "",
  ])("does not verify with a member called %s, which pollutes nothing", async (name) => {
    for (const beside of ['"validFrom":', '"narrative":']) {
      const more = `${JSON.stringify(name)}:[{"name":"evil"}],${beside}`;
      const hostile = JSON.parse(JSON.stringify(signed).replace(beside, more));
      expect((await only(hostile)).outcome).toBe("invalid");
    }
    expect("name" in {}).toBe(false);
  });

  test("has no proof where one stands elsewhere in the document", async () => {
    const inner = { ...unsigned.credentialSubject, proof };
    expect((await prove({ ...unsigned, credentialSubject: inner })).proofs).toEqual([]);
  });
});

describe("several proofs", () => {
  test("are reported one by one", async () => {
    const bad = { ...proof, created: "2026-11-24T00:00:00Z" };
    const { proofs } = await prove({ ...signed, proof: [proof, bad, proof] });
    expect(proofs.map(({ outcome }) => outcome)).toEqual(["verified", "invalid", "verified"]);
  });

  test("keep the others' results where one is malformed or of another suite", async () => {
    const { proofs } = await prove({ ...signed, proof: ["x", { ...proof, cryptosuite: "bbs-2023" }, proof] });
    expect(proofs.map(({ outcome, suite }) => [outcome, suite])).toEqual([
      ["invalid", "unknown"],
      ["unsupported", "bbs-2023"],
      ["verified", "eddsa-rdfc-2022"],
    ]);
  });

  test("beyond 16 are not looked at", async () => {
    const { proofs } = await prove({ ...signed, proof: Array.from({ length: 17 }, () => proof) });
    expect(new Set(proofs.map(({ reason }) => reason))).toEqual(new Set(["too-many-proofs"]));
  });
});

describe("what is not found out", () => {
  test.each([
    ["another suite", { cryptosuite: "ecdsa-xi-2023" }, "unsupported", "suite-unsupported", "ecdsa-xi-2023"],
    ["a derived proof", { cryptosuite: "bbs-2023" }, "unsupported", "suite-unsupported", "bbs-2023"],
    ["an older type", { type: "RsaSignature2018" }, "unsupported", "suite-unsupported", "RsaSignature2018"],
    [
      "a type named like a suite",
      { type: "eddsa-rdfc-2022", cryptosuite: "eddsa-rdfc-2022" },
      "unsupported",
      "suite-unsupported",
      "eddsa-rdfc-2022",
    ],
    ["a suite of JWS", { type: "JsonWebSignature2020" }, "unsupported", "suite-unsupported", "JsonWebSignature2020"],
  ])("%s", async (_, changes, outcome, reason, suite) => {
    expect(await only(withProof(changes))).toMatchObject({ outcome, reason, suite });
  });

  test.each([
    ["did:web:example.org#key-1", "key-unresolvable"],
    ["https://example.org/issuer#key-1", "key-unresolvable"],
    ["did:key:", "key-unresolvable"],
    [`${key.verificationMethod}#x`, "key-unresolvable"],
    [`https://example.org/issuer#${otherKey.multikey}`, "key-unresolvable-url-key-disagrees"],
  ])("whose key %s is", async (verificationMethod, reason) => {
    expect(await only(withProof({ verificationMethod }))).toMatchObject({
      outcome: "unresolvable",
      reason,
      key: null,
      controlledByIssuer: false,
    });
  });

  test.each([
    ["not bundled", "https://example.org/context/v1", "context-missing"],
    ["written out", { name: "https://schema.org/description" }, "context-inline"],
  ])("what a context means that is %s", async (_, context, reason) => {
    expect(await only({ ...signed, "@context": [VC_CONTEXT, OB_CONTEXT, context] })).toMatchObject({
      outcome: "context-missing",
      reason,
      controlledByIssuer: true,
    });
    expect(await only({ ...signed, credentialSubject: { "@context": context } })).toMatchObject({ reason });
  });
});

describe("a proof that its own fields make invalid", () => {
  const multikey = key.multikey;
  test.each([
    ["a purpose that is not assertion", { proofPurpose: "authentication" }, "purpose-not-assertion"],
    ["a method of the DID that does not exist", { verificationMethod: `${key.did}#key-1` }, "method-not-assertion"],
    ["a key of another DID", { verificationMethod: `${key.did}#${otherKey.multikey}` }, "method-not-assertion"],
    ["no fragment", { verificationMethod: key.did }, "method-not-assertion"],
    [
      "a P-256 key",
      {
        verificationMethod:
          "did:key:zDnaeipTBN8tgRmkjZWaQSBFj4Ub3ywWP6vAsgGET922nkvZz#zDnaeipTBN8tgRmkjZWaQSBFj4Ub3ywWP6vAsgGET922nkvZz",
      },
      "key-type",
    ],
    ["no proof value", { proofValue: "" }, "proof-malformed"],
    ["another base", { proofValue: `u${"A".repeat(86)}` }, "proof-malformed"],
    ["a signature cut short", { proofValue: String(proof.proofValue).slice(0, -1) }, "signature-invalid"],
    ["a time that is none", { created: "yesterday" }, "proof-malformed"],
    ["contexts of its own", { "@context": [VC_CONTEXT, EXAMPLES] }, "proof-context"],
  ])("%s", async (_, changes, reason) => {
    expect(await only(withProof(changes))).toMatchObject({ outcome: "invalid", reason });
  });

  test("a method that may only agree on keys", async () => {
    const agreement = `${key.did}#z6LSkq7${multikey.slice(7)}`;
    expect(await only(withProof({ verificationMethod: agreement }))).toMatchObject({ reason: "method-not-assertion" });
  });
});

describe("hostile graphs end", () => {
  const graph = (credentialSubject: JsonValue): JsonObject => ({
    "@context": [VC_CONTEXT, EXAMPLES],
    type: ["VerifiableCredential"],
    issuer: key.did,
    credentialSubject,
    proof: [proof],
  });
  const nodes = (count: number, linked: (i: number) => number[]) =>
    Array.from({ length: count }, (_, i) => ({ id: `_:n${i}`, knows: linked(i).map((j) => ({ id: `_:n${j}` })) }));
  const all = (count: number) => Array.from({ length: count }, (_, i) => i);

  test.each([
    ["a clique of 10 look-alike nodes", nodes(10, () => all(10)), "too-complex"],
    ["a clique of 40", nodes(40, () => all(40)), "too-complex"],
    ["a ring of 600", nodes(600, (i) => [(i + 1) % 600]), "too-complex"],
    ["too many values", { knows: all(5_000) }, "too-large"],
    ["too long a text", { knows: "x".repeat(4_000_001) }, "too-large"],
    ["too many contexts", { knows: { "@context": Array.from({ length: 201 }, () => VC_CONTEXT) } }, "too-large"],
  ])("%s", async (_, subject, reason) => {
    expect(await only(graph(subject))).toMatchObject({ outcome: "unsupported", reason });
  });

  test("in the proof too", async () => {
    const result = await only({ ...graph({}), proof: [{ ...proof, knows: nodes(12, () => all(12)) }] });
    expect(result).toMatchObject({ outcome: "unsupported", reason: "too-complex" });
  });

  test("while repeated parts of an honest document are no hindrance", async () => {
    const result = Array.from({ length: 60 }, () => ({ type: ["Result"], status: "Completed" }));
    const credentialSubject = { ...unsigned.credentialSubject, result };
    const repeated = await signCredential({ ...unsigned, credentialSubject }, key, { created: CREATED });
    expect((await only(repeated)).outcome).toBe("verified");
  });
});
