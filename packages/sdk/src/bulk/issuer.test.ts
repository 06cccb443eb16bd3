import { describe, expect, it } from "vitest";
import { credentialDigest } from "../core/digest.js";
import { PeersealError } from "../core/errors.js";
import { canonical, parseJson } from "../core/json.js";
import { fromUtf8 } from "../core/text.js";
import type { JsonObject } from "../core/types.js";
import { isObject } from "../core/values.js";
import { generateCredentialKey } from "../openbadges/keys.js";
import { prove } from "../openbadges/prove.js";
import { DOCUMENTS } from "../openbadges/shape/testing/documents.js";
import { signCredential } from "../openbadges/sign.js";
import { createBulkIssuer } from "./issuer.js";

const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const created = "2026-11-01T00:00:00Z";

const badges = DOCUMENTS.filter(({ document }) => canonical(document).includes("OpenBadgeCredential"));
const about = (document: JsonObject, n: number): JsonObject => ({
  ...document,
  id: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  name: `Badge "${n}" 第${n}号`,
  issuer: { id: key.did, type: ["Profile"], name: "Issuer" },
});

/** The text made, or the code of the refusal. */
async function outcomeOf(act: () => Promise<string>): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    return error instanceof PeersealError ? error.code : error;
  }
}

describe("a bulk issuer", () => {
  it.each(badges)("signs as the library does, byte for byte: $name", async ({ document }) => {
    const issuer = createBulkIssuer(key, { created, sample: () => false });
    for (let n = 0; n < 30; n++) {
      const unsigned = about(document, n);
      const expected = await signCredential(unsigned, key, { created });
      const { bytes, digest } = await issuer.issue(unsigned);
      expect(fromUtf8(bytes)).toBe(canonical(expected));
      expect(`0x${Buffer.from(digest).toString("hex")}`).toBe(credentialDigest(expected));
    }
    expect(issuer.counts.shape).toBe(20);
  });

  it("makes credentials that verify", async () => {
    const issuer = createBulkIssuer(key, { created, sample: () => false });
    let bytes: Uint8Array = new Uint8Array();
    for (let n = 0; n < 15; n++) ({ bytes } = await issuer.issue(about(badges[0]?.document ?? {}, n)));
    const credential = parseJson(bytes);
    if (!isObject(credential)) throw new Error("A credential is an object.");
    expect((await prove(credential)).proofs.map(({ outcome }) => outcome)).toEqual(["verified"]);
  });

  it("refuses what `signCredential` refuses, also once it has learned the shape", async () => {
    const issuer = createBulkIssuer(key, { created, sample: () => false });
    const [badge] = badges;
    for (let n = 0; n < 15; n++) await issuer.issue(about(badge?.document ?? {}, n));
    const good = about(badge?.document ?? {}, 99);
    const bad: JsonObject[] = [
      { ...good, issuer: { id: "did:key:z6MkOther", type: ["Profile"], name: "Issuer" } },
      { ...good, proof: [{ type: "DataIntegrityProof" }] },
      { ...good, undefinedTerm: "x" },
      { ...good, "@context": ["https://unknown.example/"] },
      { ...good, name: "\ud83d" },
    ];
    for (const unsigned of bad) {
      const expected = await outcomeOf(async () => canonical(await signCredential(unsigned, key, { created })));
      expect(expected).toMatch(/^[a-z-]+$/);
      expect(await outcomeOf(async () => fromUtf8((await issuer.issue(unsigned)).bytes))).toBe(expected);
    }
    const expected = canonical(await signCredential(good, key, { created }));
    expect(fromUtf8((await issuer.issue(good)).bytes)).toBe(expected);
  });

  it("signs many at once, each as if it were alone", async () => {
    const issuer = createBulkIssuer(key, { created, sample: () => false });
    const alone = createBulkIssuer(key, { created, sample: () => false });
    const unsigned = Array.from({ length: 40 }, (_, n) => about(badges[0]?.document ?? {}, n));
    for (const credential of unsigned.slice(0, 12)) await issuer.issue(credential);
    const together = await Promise.all(unsigned.map((credential) => issuer.issue(credential)));
    for (const [i, credential] of unsigned.entries()) {
      const { bytes, digest } = await alone.issue(credential);
      expect(fromUtf8(together[i]?.bytes ?? new Uint8Array())).toBe(fromUtf8(bytes));
      expect(together[i]?.digest).toEqual(digest);
    }
  });

  it("refuses a time of another form", () => {
    expect(() => createBulkIssuer(key, { created: "2026-11-01" })).toThrow();
  });
});
