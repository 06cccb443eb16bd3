import { describe, expect, test } from "vitest";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import { generateCredentialKey, generateP256CredentialKey } from "./keys.js";
import { type ProveOptions, prove } from "./prove.js";
import { type SecureOptions, secureDocument } from "./secure.js";
import { badgeOf } from "./testing/documents.js";
import { libraryVerifies } from "./testing/library.js";

const created = "2026-11-23T00:00:00Z";
const NOW = Date.parse(created) / 1000;
const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const second = await generateP256CredentialKey();
const document = badgeOf(key.did);
const [A, B, C] = ["urn:uuid:a", "urn:uuid:b", "urn:uuid:c"] as const;

async function signed(from: JsonObject, more: Partial<SecureOptions> = {}): Promise<JsonObject> {
  return secureDocument(from, { key, suite: "eddsa-rdfc-2022", created, ...more });
}

async function outcomes(secured: JsonObject, options: ProveOptions = {}): Promise<string[]> {
  const { proofs } = await prove(secured, options);
  return proofs.map(({ outcome, reason }) => (outcome === "verified" ? outcome : `${outcome} ${reason}`));
}

const proofsOf = (secured: JsonObject): JsonObject[] => listOf(secured.proof).filter(isObject);
const withProofs = (proof: readonly JsonValue[]): JsonObject => ({ ...document, proof });

describe("a proof set", () => {
  test("has each of its proofs checked, of whatever suites", async () => {
    let set = await signed(document);
    set = await signed(set, { suite: "eddsa-jcs-2022" });
    set = await signed(set, { key: second, suite: "ecdsa-rdfc-2019" });
    set = await signed(set, { key: second, suite: "ecdsa-sd-2023" });
    const { proofs } = await prove(set);
    expect(proofs.map(({ outcome, suite, controlledByIssuer }) => [outcome, suite, controlledByIssuer])).toEqual([
      ["verified", "eddsa-rdfc-2022", true],
      ["verified", "eddsa-jcs-2022", true],
      ["verified", "ecdsa-rdfc-2019", false],
      ["verified", "ecdsa-sd-2023", false],
    ]);
    expect(await libraryVerifies({ ...set, proof: proofsOf(set).slice(0, 3) })).toEqual([true, true, true]);
  });

  test("with one bad proof has one bad proof, wherever it stands", async () => {
    const [good] = proofsOf(await signed(document));
    const [bad] = proofsOf(await signed({ ...document, name: "Another" }));
    if (good === undefined || bad === undefined) throw new Error("no proof");
    const wrong = "invalid signature-invalid";
    expect(await outcomes(withProofs([good, bad]))).toEqual(["verified", wrong]);
    expect(await outcomes(withProofs([bad, good]))).toEqual([wrong, "verified"]);
  });
});

describe("a proof chain", () => {
  const chain = async () =>
    signed(await signed(document, { id: A }), { key: second, suite: "ecdsa-rdfc-2019", id: B, previousProof: A });

  test("is verified, in whatever order it is written", async () => {
    const secured = await chain();
    expect(await outcomes(secured)).toEqual(["verified", "verified"]);
    expect(await outcomes(withProofs(proofsOf(secured).toReversed()))).toEqual(["verified", "verified"]);
  });

  test.each(["eddsa-jcs-2022", "eddsa-rdfc-2022"] as const)(
    "of %s may follow several proofs at once",
    async (suite) => {
      let secured = await signed(document, { id: A });
      secured = await signed(secured, { id: B, key: second, suite: "ecdsa-jcs-2019" });
      secured = await signed(secured, { id: C, suite, previousProof: [A, B] });
      secured = await signed(secured, { suite, previousProof: C });
      expect(await outcomes(secured)).toEqual(["verified", "verified", "verified", "verified"]);
      const [a, , c] = proofsOf(secured);
      expect(await outcomes(withProofs([a ?? null, c ?? null]))).toEqual([
        "verified",
        "invalid previous-proof-missing",
      ]);
    },
  );

  test("covers the proofs that it follows", async () => {
    const [first, follower] = proofsOf(await chain());
    const [another] = proofsOf(await signed(document, { id: A, created: "2026-11-24T00:00:00Z" }));
    if (first === undefined || follower === undefined || another === undefined) throw new Error("no proof");
    expect(await outcomes(withProofs([another, follower]))).toEqual(["verified", "invalid signature-invalid"]);
  });

  test.each([
    ["is not there", "urn:uuid:x"],
    ["is there, and another is not", [A, "urn:uuid:x"]],
    ["is none", []],
    ["is no text", [1]],
    ["is an object", { id: A }],
  ])("does not verify where the previous proof %s", async (_, previousProof) => {
    const [first, follower] = proofsOf(await chain());
    const changed = { ...follower, previousProof };
    expect((await outcomes(withProofs([first ?? null, changed])))[1]).toBe("invalid previous-proof-missing");
  });

  test("does not verify where the previous proof was left out of what was signed", async () => {
    const [follower] = proofsOf(await signed(document, { id: B }));
    const [first] = proofsOf(await signed(document, { id: A }));
    const forged = { ...follower, previousProof: A };
    expect(await outcomes(withProofs([first ?? null, forged]))).toEqual(["verified", "invalid signature-invalid"]);
  });

  test("does not verify once it no longer says what it follows", async () => {
    const [first, follower] = proofsOf(await chain());
    const { previousProof: _, ...rest } = follower ?? {};
    expect(await outcomes(withProofs([first ?? null, rest]))).toEqual(["verified", "invalid signature-invalid"]);
  });

  test("does not verify after a proof that does not", async () => {
    const [first] = proofsOf(await signed({ ...document, name: "Another" }, { id: A }));
    let secured = await signed(withProofs([first ?? null]), { id: B, previousProof: A });
    secured = await signed(secured, { previousProof: B });
    expect(await outcomes(secured)).toEqual([
      "invalid signature-invalid",
      "invalid previous-proof-invalid",
      "invalid previous-proof-invalid",
    ]);
  });

  test("is not known where a previous proof is not", async () => {
    const unknown = { id: A, type: "DataIntegrityProof", cryptosuite: "bbs-2023", proofPurpose: "assertionMethod" };
    const secured = await signed(withProofs([{ ...unknown, verificationMethod: "urn:x", proofValue: "u" }]), {
      previousProof: A,
    });
    expect(await outcomes(secured)).toEqual([
      "unsupported suite-unsupported",
      "unresolvable previous-proof-unverified",
    ]);
  });

  test("is refused where an id is that of two", async () => {
    const secured = await chain();
    const [first, follower] = proofsOf(secured);
    expect((await outcomes(withProofs([first ?? null, follower ?? null, first ?? null])))[1]).toBe(
      "invalid previous-proof-missing",
    );
    await expect(signed(secured, { id: A })).rejects.toMatchObject({ code: "issue-invalid" });
  });

  test("that goes in a circle does not verify, and ends", async () => {
    const [a] = proofsOf(await signed(document, { id: A }));
    const [b] = proofsOf(await signed(document, { id: B }));
    const circle = withProofs([
      { ...a, previousProof: B },
      { ...b, previousProof: A },
    ]);
    expect(await outcomes(circle)).toEqual(["invalid signature-invalid", "invalid signature-invalid"]);
    expect(await outcomes(withProofs([{ ...a, previousProof: A }]))).toEqual(["invalid signature-invalid"]);
  });
});

describe("a proof that ends", () => {
  const expires = "2026-12-01T00:00:00Z";
  const end = Date.parse(expires) / 1000;

  test.each([
    [end - 1, "verified"],
    [end, "expired proof-expired"],
    [undefined, "unsupported proof-expiry-unknown"],
  ])("at %s", async (now, outcome) => {
    const secured = await signed(document, { expires });
    expect(await outcomes(secured, now === undefined ? {} : { now })).toEqual([outcome]);
  });

  test("cannot be made to last", async () => {
    const [proof] = proofsOf(await signed(document, { expires }));
    const { expires: _, ...endless } = proof ?? {};
    for (const changed of [endless, { ...proof, expires: "2036-12-01T00:00:00Z" }]) {
      expect(await outcomes(withProofs([changed]), { now: NOW })).toEqual(["invalid signature-invalid"]);
    }
    expect(await outcomes(withProofs([{ ...proof, expires: "never" }]), { now: NOW })).toEqual([
      "invalid proof-malformed",
    ]);
  });
});

describe("a proof for another purpose", () => {
  const options = { proofPurpose: "authentication", challenge: "c1", domain: "registry.example" } as const;
  const presentation = { "@context": document["@context"] ?? [], type: ["VerifiablePresentation"], holder: key.did };

  test("counts for that purpose only", async () => {
    const secured = await signed(presentation, options);
    expect((await prove(secured, options)).proofs).toMatchObject([{ outcome: "verified", controlledByIssuer: true }]);
    expect(await outcomes(secured)).toEqual(["invalid purpose-not-assertion"]);
    expect(await outcomes(await signed(presentation), options)).toEqual(["invalid purpose-not-authentication"]);
  });

  test.each([
    [{ challenge: "c2" }, "invalid challenge-differs"],
    [{ domain: "other.example" }, "invalid domain-differs"],
  ])("does not answer %j", async (asked, outcome) => {
    const secured = await signed(presentation, options);
    expect(await outcomes(secured, { ...options, ...asked })).toEqual([outcome]);
    const [proof] = proofsOf(secured);
    const replayed = { ...presentation, proof: [{ ...proof, ...asked }] };
    expect(await outcomes(replayed, { ...options, ...asked })).toEqual(["invalid signature-invalid"]);
  });

  test("for several domains is for none of them alone", async () => {
    const secured = await signed(presentation, { ...options, domain: ["registry.example", "other.example"] });
    expect(await outcomes(secured, options)).toEqual(["invalid domain-differs"]);
  });
});
