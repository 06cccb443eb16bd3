import { describe, expect, it } from "vitest";
import type { JsonObject } from "../core/types.js";
import { generateCredentialKey, generateP256CredentialKey } from "../openbadges/keys.js";
import { prove } from "../openbadges/prove.js";
import { secureDocument } from "../openbadges/secure.js";
import { DOCUMENTS } from "../openbadges/shape/testing/documents.js";
import { createBulkProver } from "./prover.js";

const created = "2026-11-01T00:00:00Z";
const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const [badge] = DOCUMENTS;
const about = (n: number, did: string): JsonObject => ({
  ...badge?.document,
  id: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  issuer: { id: did, type: ["Profile"], name: `Issuer "${n}"` },
});
const signed = (n: number) => secureDocument(about(n, key.did), { key, suite: "eddsa-rdfc-2022", created });

/** Other values at places that a shape has as slots, as constants, and within the proof. */
const TAMPERED: readonly ((credential: JsonObject) => JsonObject)[] = [
  (credential) => ({ ...credential, id: "urn:uuid:00000000-0000-4000-8000-999999999999" }),
  (credential) => ({ ...credential, id: "https://elsewhere.example/" }),
  (credential) => ({ ...credential, name: "Another course" }),
  (credential) => ({ ...credential, issuer: { id: key.did, type: ["Profile"], name: "Another" } }),
  (credential) => ({ ...credential, issuer: { id: "did:key:z6MkOther", type: ["Profile"], name: "Issuer" } }),
  (credential) => ({ ...credential, validUntil: "2099-01-01T00:00:00Z" }),
  (credential) => ({ ...credential, "@context": ["https://www.w3.org/ns/credentials/v2"] }),
  ({ credentialStatus: _, ...credential }) => credential,
];

describe("a bulk prover", () => {
  it("says what `prove` says of good and of tampered credentials", { timeout: 120_000 }, async () => {
    const bulk = createBulkProver();
    for (let n = 0; n < 14; n++) {
      const credential = await signed(n);
      const found = await bulk(credential);
      expect(found).toEqual(await prove(credential));
      expect(found.proofs.map(({ outcome }) => outcome)).toEqual(["verified"]);
    }
    for (const tamper of TAMPERED) {
      const credential = tamper(await signed(99));
      const found = await bulk(credential);
      expect(found).toEqual(await prove(credential));
      expect(found.proofs[0]?.outcome).not.toBe("verified");
    }
    const other = await signed(100);
    const { proof } = await signed(101);
    expect((await bulk({ ...other, proof: proof ?? null })).proofs[0]?.outcome).toBe("invalid");
  });

  it("takes every other suite as `prove` does", async () => {
    const bulk = createBulkProver();
    const p256 = await generateP256CredentialKey();
    for (let n = 0; n < 4; n++) {
      const document = about(n, p256.did);
      const credential = await secureDocument(document, { key: p256, suite: "ecdsa-rdfc-2019", created });
      expect((await bulk(credential)).proofs.map(({ outcome }) => outcome)).toEqual(["verified"]);
    }
  });
});
