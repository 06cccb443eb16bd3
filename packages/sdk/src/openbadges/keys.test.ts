import { describe, expect, test } from "vitest";
import { sha256 } from "../core/digest.js";
import { generateCredentialKey, importCredentialKey } from "./keys.js";

const seed = new Uint8Array(32).fill(7);

describe("credential keys", () => {
  test("are the same for the same seed and differ at random", async () => {
    const [a, b, c, d] = await Promise.all([
      generateCredentialKey(seed),
      generateCredentialKey(seed),
      generateCredentialKey(),
      generateCredentialKey(),
    ]);
    expect(a.did).toBe(b.did);
    expect(new Set([a.did, c.did, d.did]).size).toBe(3);
  });

  test("are named by the SHA-256 of their multikey bytes", async () => {
    const key = await generateCredentialKey(seed);
    expect([...key.multikeyBytes.slice(0, 2)]).toEqual([0xed, 0x01]);
    expect(key.multikeyBytes).toHaveLength(34);
    expect(key.keyId).toBe(sha256(key.multikeyBytes));
    expect(key.did).toBe(`did:key:${key.multikey}`);
    expect(key.verificationMethod).toBe(`${key.did}#${key.multikey}`);
  });

  test("survive the keystore", async () => {
    const key = await generateCredentialKey(seed);
    const again = await importCredentialKey(JSON.parse(JSON.stringify(key.stored())));
    expect(again.did).toBe(key.did);
    const data = new Uint8Array([1, 2, 3]);
    expect(await again.signer.sign({ data })).toEqual(await key.signer.sign({ data }));
  });

  test("do not show their secret when written as JSON", async () => {
    const key = await generateCredentialKey(seed);
    expect(JSON.stringify(key)).not.toContain(key.stored().secretKeyMultibase);
  });

  test("need 32 bytes of seed", async () => {
    await expect(generateCredentialKey(new Uint8Array(31))).rejects.toMatchObject({ code: "issue-invalid" });
  });

  test.each([
    ["another public key", async () => ({ publicKeyMultibase: (await generateCredentialKey()).multikey })],
    ["a secret that is no key", async () => ({ secretKeyMultibase: `z${"2".repeat(60)}` })],
    ["an unknown field", async () => ({ note: "x" })],
    ["another schema", async () => ({ schema: "peerseal.credential-key/2" })],
  ])("are refused with %s", async (_, change) => {
    const stored = { ...(await generateCredentialKey(seed)).stored(), ...(await change()) };
    const refused = await importCredentialKey(stored).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "document-invalid" });
    expect(JSON.stringify(refused)).not.toContain(stored.secretKeyMultibase);
  });
});
