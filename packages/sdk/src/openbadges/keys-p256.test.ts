import { encodeBase58 } from "ethers/utils";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../core/digest.js";
import { generateCredentialKey, generateP256CredentialKey, importCredentialKey, underDid } from "./keys.js";
import { multikeyOf, parseMultikey, verifierOf } from "./multikey.js";

const ed25519 = await generateCredentialKey(new Uint8Array(32).fill(7));
const p256 = await generateP256CredentialKey();
const data = new Uint8Array([1, 2, 3]);

describe("a P-256 credential key", () => {
  test("is named by the SHA-256 of its 35 multikey bytes", () => {
    expect([...p256.multikeyBytes.slice(0, 2)]).toEqual([0x80, 0x24]);
    expect(p256.multikeyBytes).toHaveLength(35);
    expect(p256.keyId).toBe(sha256(p256.multikeyBytes));
    expect(p256.verificationMethod).toBe(`did:key:${p256.multikey}#${p256.multikey}`);
  });

  test("survives the keystore", async () => {
    const again = await importCredentialKey(JSON.parse(JSON.stringify(p256.stored())));
    expect([again.type, again.did]).toEqual(["P-256", p256.did]);
    const verify = await verifierOf(multikeyOf("P-256", p256.multikeyBytes.subarray(2)));
    expect(await verify?.(data, await again.signer.sign({ data }))).toBe(true);
  });

  test("is not taken from two halves that do not belong together", async () => {
    const { multikey } = await generateP256CredentialKey();
    const stored = { ...p256.stored(), publicKeyMultibase: multikey };
    const refused = await importCredentialKey(stored).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "document-invalid" });
    expect(JSON.stringify(refused)).not.toContain(stored.secretKeyMultibase);
  });

  test("is not taken from halves of two kinds", async () => {
    const stored = { ...p256.stored(), publicKeyMultibase: ed25519.multikey };
    await expect(importCredentialKey(stored)).rejects.toMatchObject({ code: "document-invalid" });
  });
});

describe("a key under another DID", () => {
  test("is the same key, named in the method's URL", async () => {
    const key = underDid(ed25519, "did:web:iyonada.example");
    expect(key.verificationMethod).toBe(`did:web:iyonada.example#${ed25519.multikey}`);
    expect(key.signer.id).toBe(key.verificationMethod);
    expect([key.keyId, key.multikey, key.type]).toEqual([ed25519.keyId, ed25519.multikey, "Ed25519"]);
    expect(await key.signer.sign({ data })).toEqual(await ed25519.signer.sign({ data }));
    expect(key.stored()).toEqual(ed25519.stored());
  });

  test.each(["", "iyonada.example", "did:web:", "did:web:a#b", "did:web:a/b", "did:web:a?b", "https://a"])(
    "is refused under %s",
    (did) => {
      expect(() => underDid(ed25519, did)).toThrow(expect.objectContaining({ code: "id-malformed" }));
    },
  );
});

describe("a multikey", () => {
  test("has one text", () => {
    for (const { multikey, multikeyBytes } of [ed25519, p256]) {
      expect(parseMultikey(multikey)?.bytes).toEqual(multikeyBytes);
      const longer = Uint8Array.from([...multikeyBytes, 0]);
      const unprefixed = multikeyBytes.subarray(1);
      for (const bytes of [longer, multikeyBytes.subarray(0, -1), unprefixed]) {
        expect(parseMultikey(`z${encodeBase58(bytes)}`)).toBeNull();
      }
      for (const text of [`z1${multikey.slice(1)}`, `u${multikey.slice(1)}`, `${multikey} `, multikey.slice(1), ""]) {
        expect(parseMultikey(text)).toBeNull();
      }
    }
  });

  test("of any bytes is none, or comes back as it was", () => {
    const bytes = fc.uint8Array({ minLength: 30, maxLength: 55 });
    const prefix = fc.constantFrom([0xed, 0x01], [0x80, 0x24], [0x81, 0x24], [0xe7, 0x01]);
    fc.assert(
      fc.property(prefix, bytes, (first, rest) => {
        const text = `z${encodeBase58(Uint8Array.from([...first, ...rest]))}`;
        const parsed = parseMultikey(text);
        expect(
          parsed === null || (parsed.multikey === text && multikeyOf(parsed.type, parsed.raw).multikey === text),
        ).toBe(true);
      }),
    );
  });

  test("of a point that is not on its curve has no verifier", async () => {
    const points = Array.from({ length: 8 }, (_, x) => Uint8Array.from([2, ...new Uint8Array(31), x]));
    const found = await Promise.all(points.map((point) => verifierOf(multikeyOf("P-256", point))));
    // About every second number is the abscissa of a point.
    expect(new Set(found.map((verify) => verify === null))).toEqual(new Set([true, false]));
    expect(() => multikeyOf("P-256", Uint8Array.from([4, ...new Uint8Array(32)]))).toThrow();
  });
});
