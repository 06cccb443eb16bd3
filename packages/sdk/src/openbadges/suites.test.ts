import { describe, expect, test } from "vitest";
import type { JsonObject } from "../core/types.js";
import { deriveCredential } from "./derive.js";
import { generateCredentialKey, generateP256CredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { secureDocument } from "./secure.js";
import { badgeOf } from "./testing/documents.js";
import { libraryDerive, librarySign, libraryVerifies } from "./testing/library.js";

const created = "2026-11-23T00:00:00Z";
const ed25519 = await generateCredentialKey(new Uint8Array(32).fill(7));
const p256 = await generateP256CredentialKey();
const outcomes = async (document: JsonObject) =>
  (await prove(document)).proofs.map(({ outcome, reason }) => [outcome, reason]);
const GOOD = [["verified", "signature-valid"]];

describe.each([
  ["eddsa-rdfc-2022", ed25519],
  ["eddsa-jcs-2022", ed25519],
  ["ecdsa-rdfc-2019", p256],
] as const)("%s", (suite, key) => {
  test("is verified here and by the library, whichever of the two signed", async () => {
    const document = badgeOf(key.did);
    const ours = await secureDocument(document, { key, suite, created });
    const theirs = await librarySign(document, { key, suite, created });
    expect(await outcomes(ours)).toEqual(GOOD);
    expect(await outcomes(theirs)).toEqual(GOOD);
    expect(await libraryVerifies(ours)).toEqual([true]);
    expect(await libraryVerifies(theirs)).toEqual([true]);
  });
});

test("sd", async () => {
  const document = badgeOf(p256.did);
  const ours = await secureDocument(document, { key: p256, suite: "ecdsa-sd-2023", created });
  const theirs = await librarySign(document, {
    key: p256,
    suite: "ecdsa-sd-2023",
    created,
    mandatoryPointers: ["/issuer"],
  });
  console.log(await outcomes(ours), await outcomes(theirs));
  for (const base of [ours, theirs])
    for (const derive of [
      (d: JsonObject, p: string[]) => deriveCredential(d, { selectivePointers: p }),
      libraryDerive,
    ]) {
      const d = await derive(base, ["/credentialSubject/achievement/name", "/credentialSubject/result/2"]);
      console.log(JSON.stringify(d).slice(0, 600), await outcomes(d), await libraryVerifies(d));
    }
});
