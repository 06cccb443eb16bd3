import {
  type CredentialKey,
  decodeStatusList,
  generateCredentialKey,
  generateP256CredentialKey,
  type JsonObject,
  secureDocument,
  type wire,
} from "@peerseal/sdk";
import { decodeBase58, toBeArray } from "ethers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeVcWorld, type Signed, unsigned, type VcWorld, without } from "./vc-api.world.ts";

/*
 * What W3C's suites for Data Integrity (`vc-di-eddsa`, `vc-di-ecdsa`) and for Bitstring Status List ask, in our own words
 * and with documents of our own: the suites are on no registry of packages.
 */

let vc: VcWorld;
beforeAll(async () => {
  vc = await makeVcWorld("vc-suites");
});
afterAll(() => vc?.end());

/** XSD dateTimeStamp. */
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

async function mountNamed(name: string): Promise<wire.VcIndex["mounts"][number]> {
  const { body } = await vc.get("/vc");
  const found = (body.mounts as wire.VcIndex["mounts"]).find(({ mount }) => mount === name);
  if (found === undefined) throw new Error(name);
  return found;
}

/** Suites that a verifier takes as they were issued, each with its kind of key and the form of its proof's value. */
const SUITES = [
  ["eddsa-rdfc-2022", /^z6Mk/, "z"],
  ["eddsa-jcs-2022", /^z6Mk/, "z"],
  ["ecdsa-rdfc-2019", /^zDn/, "z"],
  ["ecdsa-jcs-2019", /^zDn/, "z"],
] as const;

describe.each([...SUITES, ["ecdsa-sd-2023", /^zDn/, "u"] as const])("%s, issued", (suite, multikey, base) => {
  let signed: Signed;
  let proof: JsonObject;
  beforeAll(async () => {
    signed = await vc.issue(unsigned(), suite);
    [proof = {}] = signed.proof;
  });

  test("has a proof, of the type DataIntegrityProof, with its cryptosuite as a text", () => {
    expect(signed.proof).toHaveLength(1);
    expect(proof).toMatchObject({ type: "DataIntegrityProof", cryptosuite: suite, proofPurpose: "assertionMethod" });
    expect(signed["@context"]).toContain("https://www.w3.org/ns/credentials/v2");
  });

  test("says when, as a dateTimeStamp", () => {
    expect(proof.created).toMatch(STAMP);
  });

  test("has a value in multibase of the suite's kind and length", () => {
    const value = String(proof.proofValue);
    expect(value.startsWith(base)).toBe(true);
    if (base === "z") expect(toBeArray(decodeBase58(value.slice(1)))).toHaveLength(64);
    else expect(value).toMatch(/^u[\w-]+$/);
  });

  test("names a method of the issuer's DID, whose fragment is its multikey", async () => {
    const { issuer, keyType } = await mountNamed(suite);
    const [did, fragment = ""] = String(proof.verificationMethod).split("#");
    expect(did).toBe(issuer);
    expect(fragment).toMatch(multikey);
    expect(did).toBe(`did:key:${fragment}`);
    expect(keyType).toBe(suite.startsWith("ecdsa") ? "P-256" : "Ed25519");
  });
});

describe.each(SUITES)("%s, verified", (suite) => {
  let signed: Signed;
  beforeEach(async () => {
    signed = await vc.issue(unsigned(), suite);
  });
  const withProof = (more: JsonObject): JsonObject => ({ ...signed, proof: { ...signed.proof[0], ...more } });

  test("as a list of one proof, and as the proof itself", async () => {
    expect((await vc.verify(signed)).status).toBe(200);
    expect((await vc.verify(withProof({}))).status).toBe(200);
  });

  test.each<readonly [string, (signed: Signed) => unknown]>([
    ["no proof", (s) => without(s, "proof")],
    ["a proof that is null", (s) => ({ ...s, proof: null })],
    ["no type", (s) => ({ ...s, proof: without(s.proof[0] ?? {}, "type") })],
    ["another type", (s) => ({ ...s, proof: { ...s.proof[0], type: "UnknownProof" } })],
    ["no method", (s) => ({ ...s, proof: without(s.proof[0] ?? {}, "verificationMethod") })],
    ["a method that is none", (s) => ({ ...s, proof: { ...s.proof[0], verificationMethod: "did:key:invalid" } })],
    ["no purpose", (s) => ({ ...s, proof: without(s.proof[0] ?? {}, "proofPurpose") })],
    ["another purpose", (s) => ({ ...s, proof: { ...s.proof[0], proofPurpose: "invalidPurpose" } })],
    ["no value", (s) => ({ ...s, proof: without(s.proof[0] ?? {}, "proofValue") })],
    ["a value that is null", (s) => ({ ...s, proof: { ...s.proof[0], proofValue: null } })],
    ["a value without its multibase prefix", (s) => ({ ...s, proof: { ...s.proof[0], proofValue: tail(s) } })],
    ["another cryptosuite", (s) => ({ ...s, proof: { ...s.proof[0], cryptosuite: "invalid-cryptosuite" } })],
    ["a time that is none", (s) => ({ ...s, proof: { ...s.proof[0], created: "invalid" } })],
    ["a time without zone", (s) => ({ ...s, proof: { ...s.proof[0], created: "2026-01-01T00:00:00" } })],
    ["a changed subject", (s) => ({ ...s, credentialSubject: { id: "urn:invalid" } })],
  ])("not with %s", async (_, change) => {
    const { status, body } = await vc.verify(change(signed), { checks: ["proof"] });
    // A body that is no credential at all is a problem of the request; both are 400.
    expect(status).toBe(400);
    expect(body.verified ?? false).toBe(false);
  });

  test("not for a purpose that the verifier did not expect", async () => {
    expect((await vc.verify(signed, { expectedProofPurpose: "authentication" })).status).toBe(400);
  });

  test("not for a challenge or a domain that it does not answer", async () => {
    expect((await vc.verify(signed, { challenge: "1235abcd6789", domain: "domain.example" })).status).toBe(400);
  });

  const tail = (s: Signed) => String(s.proof[0]?.proofValue).slice(1);
});

describe("proof sets and chains", () => {
  const ID = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544";
  const CREATED = "2026-01-01T00:00:00Z";
  let key: CredentialKey;
  let document: JsonObject;
  beforeAll(async () => {
    key = await generateCredentialKey();
    document = unsigned({ issuer: key.did });
  });
  const add = (to: JsonObject, more: object) =>
    secureDocument(to, { key, suite: "eddsa-rdfc-2022", created: CREATED, ...more });

  test("every proof of a set counts", async () => {
    const set = await add(await add(document, {}), { suite: "eddsa-jcs-2022" });
    expect((await vc.verify(set)).status).toBe(200);
    const proofs = set.proof as readonly JsonObject[];
    const broken = proofs.map((proof, i) => (i === 1 ? { ...proof, proofValue: proofs[0]?.proofValue } : proof));
    expect((await vc.verify({ ...set, proof: broken as never })).status).toBe(400);
  });

  test("a proof of a stranger beside the issuer's is not the issuer's", async () => {
    const stranger = await generateP256CredentialKey();
    const both = await add(await add(document, {}), { key: stranger, suite: "ecdsa-rdfc-2019" });
    expect((await vc.verify(both)).status).toBe(400);
  });

  test("a chain verifies as one or several earlier proofs, and not where one is missing", async () => {
    const first = await add(document, { id: ID });
    for (const previousProof of [ID, [ID]]) {
      const chain = await add(first, { previousProof });
      expect((await vc.verify(chain)).status).toBe(200);
      const [, last = {}] = chain.proof as readonly JsonObject[];
      expect((await vc.verify({ ...chain, proof: [last] })).status).toBe(400);
      const wrong = { ...last, previousProof: "urn:uuid:38329423-2179-4b2e-88cb-a7c7d9dc4544" };
      expect((await vc.verify({ ...chain, proof: [(chain.proof as JsonObject[])[0] ?? {}, wrong] })).status).toBe(400);
    }
  });
});

describe("ecdsa-sd-2023, verified", () => {
  const holding = {
    id: "did:example:subject",
    sails: [
      { size: 5, name: "Storm" },
      { size: 7, name: "Fair" },
    ],
    alumniOf: { name: "Iyonada University" },
  };
  const derive = async (selectivePointers: readonly string[], mandatoryPointers: readonly string[] = ["/issuer"]) => {
    const verifiableCredential = await vc.issue(unsigned({ credentialSubject: holding }), "ecdsa-sd-2023", {
      mandatoryPointers,
    });
    const { status, body } = await vc.post("/credentials/derive", {
      verifiableCredential,
      options: { selectivePointers },
    });
    expect(status).toBe(201);
    return body as unknown as Signed;
  };

  test.each([
    ["one property", ["/credentialSubject/id"]],
    ["a nested property", ["/credentialSubject/alumniOf/name"]],
    ["things without ids", ["/credentialSubject/alumniOf"]],
    ["a whole list", ["/credentialSubject/sails"]],
    ["a part of a list", ["/credentialSubject/sails/0/name"]],
    ["a list without its first", ["/credentialSubject/sails/1"]],
  ])("with %s shown", async (_, pointers) => {
    expect((await vc.verify(await derive(pointers))).status).toBe(200);
  });

  test("with nothing but what the issuer made mandatory", async () => {
    const shown = await derive([], ["/issuer", "/credentialSubject/id"]);
    expect(shown.credentialSubject).toMatchObject({ id: holding.id });
    expect(JSON.stringify(shown)).not.toContain("Storm");
    expect((await vc.verify(shown)).status).toBe(200);
  });

  test.each<readonly [string, (shown: Signed) => JsonObject]>([
    ["a changed subject", (s) => ({ ...s, credentialSubject: { id: "urn:invalid" } })],
    ["a value without the prefix u", (s) => ({ ...s, proof: { ...s.proof[0], proofValue: "a" } })],
    ["another cryptosuite", (s) => ({ ...s, proof: { ...s.proof[0], cryptosuite: "invalid-cryptosuite" } })],
    ["something taken away", (s) => without(s, "issuer")],
  ])("not with %s", async (_, change) => {
    expect((await vc.verify(change(await derive(["/credentialSubject/id"])))).status).toBe(400);
  });

  test("a pointer to what is not there is refused when it is issued", async () => {
    const options = { mandatoryPointers: ["/not/there"] };
    const { status } = await vc.post("/vc/ecdsa-sd-2023/credentials/issue", { credential: unsigned(), options });
    expect(status).toBe(400);
  });
});

describe("bitstring status list", () => {
  let signed: Signed;
  let entries: readonly JsonObject[];
  beforeAll(async () => {
    signed = await vc.issue(unsigned(), "status");
    entries = signed.credentialStatus as readonly JsonObject[];
  });
  const listOf = async (entry: JsonObject) => (await vc.get(String(entry.statusListCredential))).body as Signed;

  test("entries have type, purpose, an index in base 10 and the URL of a list, and an id of their own", () => {
    for (const entry of entries) {
      expect(entry).toMatchObject({ type: "BitstringStatusListEntry", statusPurpose: expect.any(String) });
      expect(entry.statusListIndex).toMatch(/^(0|[1-9]\d*)$/);
      expect(URL.canParse(String(entry.statusListCredential))).toBe(true);
      expect(entry.id).not.toBe(entry.statusListCredential);
    }
  });

  test("the list is a credential that verifies, of both types, with the purpose of the entry", async () => {
    for (const entry of entries) {
      const list = await listOf(entry);
      expect(list.type).toEqual(["VerifiableCredential", "BitstringStatusListCredential"]);
      expect(list.issuer).toBe(signed.issuer);
      expect(list.credentialSubject).toMatchObject({ type: "BitstringStatusList", statusPurpose: entry.statusPurpose });
      expect(list.validFrom).toMatch(STAMP);
      expect(list.validUntil).toMatch(STAMP);
      expect((await vc.verify(list)).status).toBe(200);
    }
  });

  test("the bits are gzip in base64url behind a u, at least 16 KB of them", async () => {
    for (const entry of entries) {
      const { encodedList } = (await listOf(entry)).credentialSubject as { encodedList: string };
      expect(encodedList).toMatch(/^u[\w-]+$/);
      expect(decodeStatusList(encodedList).length).toBeGreaterThanOrEqual(16_384);
    }
  });

  test("an entry that breaks a rule is not signed, wherever it stands", async () => {
    const broken = {
      type: "BitstringStatusListEntry",
      statusListIndex: true,
      statusListCredential: "https://example.com",
    };
    for (const name of ["credentialStatus", "statusEntry"]) {
      const { status } = await vc.post("/vc/status/credentials/issue", { credential: unsigned({ [name]: broken }) });
      expect(status).toBe(400);
    }
  });

  test.each<readonly [string, string, (entry: JsonObject) => JsonObject]>([
    ["RANGE_ERROR", "an index beyond the list", (e) => ({ ...e, statusListIndex: "131072" })],
    ["STATUS_VERIFICATION_ERROR", "the list of another purpose", (e) => ({ ...e, statusPurpose: "suspension" })],
    ["STATUS_RETRIEVAL_ERROR", "no list", (e) => ({ ...e, statusListCredential: "https://nobody.invalid/list" })],
    ["MALFORMED_VALUE_ERROR", "no index", (e) => without(e, "statusListIndex")],
  ])("%s for %s", async (type, _, change) => {
    const key = await generateCredentialKey();
    const { issuer: __, ...rest } = unsigned();
    // The list is the test issuer's; that it is another's than the credential's comes after these faults.
    const document = { ...rest, issuer: key.did, credentialStatus: change(entries[0] ?? {}) };
    const credential = await secureDocument(document, {
      key,
      suite: "eddsa-rdfc-2022",
      created: "2026-01-01T00:00:00Z",
    });
    const { status, body } = await vc.verify(credential);
    expect(status).toBe(400);
    expect(body.problemDetails?.map((problem) => problem.type.split("#")[1])).toContain(type);
  });
});
