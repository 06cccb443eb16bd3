/// <reference path="./types/digitalbazaar.d.ts" />
import { driver } from "@digitalbazaar/did-method-key";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import fc from "fast-check";
import { expect, test } from "vitest";
import { credentialKeyId } from "../core/ids.js";
import { generateCredentialKey } from "./keys.js";
import { resolveMethod } from "./resolve.js";

const library = driver();
library.use({ multibaseMultikeyHeader: "z6Mk", fromMultibase: Ed25519Multikey.from });

test("a did:key leads to what the method's library makes of it", async () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  await fc.assert(
    fc.asyncProperty(seed, async (bytes) => {
      const { did, multikey, keyId } = await generateCredentialKey(bytes);
      const document = await library.get({ did });
      const [url = ""] = document.assertionMethod;
      const method = document.verificationMethod.find(({ id }) => id === url);
      const found = await resolveMethod(url);
      expect(found).toMatchObject({ state: "found", key: { type: "Ed25519", multikey }, did });
      expect(found.state === "found" && found.key !== null && credentialKeyId(found.key.bytes)).toBe(keyId);
      expect([method?.publicKeyMultibase, document.id]).toEqual([multikey, did]);
      for (const other of document.verificationMethod.filter(({ id }) => id !== url)) {
        expect(await resolveMethod(String(other.id))).toEqual({
          state: "unfit",
          reason: "method-not-assertion",
          did,
        });
      }
    }),
    { numRuns: 20 },
  );
});

test("a text that encodes more than a key leads nowhere, though the library finds a key in it", async () => {
  const none = `z6Mk${"z".repeat(44)}`;
  const [method] = (await library.get({ did: `did:key:${none}` })).verificationMethod;
  expect(method?.publicKeyMultibase).not.toBe(none);
  expect(await resolveMethod(`did:key:${none}#${none}`)).toEqual({ state: "unresolvable", key: null, did: null });
});
