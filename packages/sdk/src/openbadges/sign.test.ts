import { describe, expect, test } from "vitest";
import { OB_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { generateCredentialKey } from "./keys.js";
import { signCredential } from "./sign.js";

const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const created = "2026-11-23T00:00:00Z";
const unsigned = {
  "@context": [VC_CONTEXT, OB_CONTEXT],
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  issuer: { id: key.did, type: ["Profile"], name: "Example University" },
  validFrom: "2026-11-01T00:00:00Z",
  credentialSubject: { type: ["AchievementSubject"] },
};

describe("signing", () => {
  test("gives one eddsa-rdfc-2022 proof in an array, the same each time", async () => {
    const [a, b] = await Promise.all([
      signCredential(unsigned, key, { created }),
      signCredential(unsigned, key, { created }),
    ]);
    expect(a).toEqual(b);
    expect(a.proof).toEqual([
      {
        type: "DataIntegrityProof",
        cryptosuite: "eddsa-rdfc-2022",
        created,
        proofPurpose: "assertionMethod",
        verificationMethod: key.verificationMethod,
        proofValue: expect.stringMatching(/^z/),
      },
    ]);
  });

  test.each([
    ["a proof is there already", { ...unsigned, proof: [] }],
    ["the issuer is another", { ...unsigned, issuer: "did:example:1" }],
    ["there is no issuer", { ...unsigned, issuer: null }],
    [
      "a number is fractional",
      { ...unsigned, credentialSubject: { type: ["AchievementSubject"], creditsEarned: 0.1 } },
    ],
    ["a term is defined nowhere", { ...unsigned, credentialSubject: { type: ["AchievementSubject"], grade: "A" } }],
    ["it is no credential", { ...unsigned, type: ["OpenBadgeCredential"] }],
  ])("is refused where %s", async (_, credential) => {
    await expect(signCredential(credential, key, { created })).rejects.toMatchObject({ code: "issue-invalid" });
  });

  test.each(["2026-11-23", "2026-13-23T00:00:00Z", "2026-11-23T00:00:00.000Z"])("is refused at %s", async (time) => {
    await expect(signCredential(unsigned, key, { created: time })).rejects.toMatchObject({ code: "issue-invalid" });
  });

  test.each([
    ["not bundled", "https://example.org/context/v1"],
    ["written out", { name: "https://schema.org/name" }],
  ])("is refused with a context that is %s", async (_, context) => {
    const credential = { ...unsigned, "@context": [VC_CONTEXT, context] };
    await expect(signCredential(credential, key, { created })).rejects.toMatchObject({ code: "context-missing" });
  });
});
