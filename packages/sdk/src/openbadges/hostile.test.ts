import fc from "fast-check";
import { base64url } from "jose";
import { expect, test } from "vitest";
import { PeersealError } from "../core/errors.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import { lookUpMethod } from "./did-document.js";
import { multikeyOfJwk } from "./jwk.js";
import { proveJwt } from "./jwt.js";
import { generateCredentialKey } from "./keys.js";
import { prove } from "./prove.js";
import { resolveMethod } from "./resolve.js";
import { parseBaseValue, parseDerivedValue } from "./sd-value.js";
import { secureDocument } from "./secure.js";
import { SUPPORTED_SUITES } from "./suites.js";
import { badgeOf } from "./testing/documents.js";

/*
 * Whatever stands where a proof, a DID document or a token should stand: no crash, and nothing verified.
 */

const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const created = "2026-11-23T00:00:00Z";
const signed = await secureDocument(badgeOf(key.did), { key, suite: "eddsa-jcs-2022", created, id: "urn:uuid:1" });
const proof = listOf(signed.proof).filter(isObject)[0] ?? {};

function asJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) ?? null;
}

const json = fc.jsonValue({ maxDepth: 3 }).map(asJson);
const MEMBERS = [
  "type",
  "cryptosuite",
  "created",
  "expires",
  "verificationMethod",
  "proofPurpose",
  "proofValue",
  "previousProof",
  "challenge",
  "@context",
];

test("proofs", async () => {
  const suite = fc.constantFrom(...SUPPORTED_SUITES);
  const member = fc.constantFrom(...MEMBERS);
  await fc.assert(
    fc.asyncProperty(suite, member, json, async (name, changed, value) => {
      const named = name === "Ed25519Signature2020" ? { type: name } : { cryptosuite: name };
      const hostile = { ...proof, ...named, [changed]: value };
      const { proofs } = await prove({ ...signed, proof: [proof, hostile] }, { now: 0, loadDid: async () => null });
      expect(proofs).toHaveLength(2);
      const isSame = JSON.stringify({ ...proof, [changed]: value }) === JSON.stringify(proof);
      expect(proofs[1]?.outcome === "verified" && !isSame).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("anything in the place of proofs", async () => {
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      const { proofs } = await prove({ ...signed, proof: value });
      expect(proofs.filter(({ outcome }) => outcome === "verified")).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test("DID documents, keys and URLs", async () => {
  const url = "did:web:a.example#k";
  const did = "did:web:a.example";
  const method = fc.record(
    {
      id: fc.constantFrom(url, "#k"),
      controller: fc.constant(did),
      type: fc.constantFrom("Multikey", "JsonWebKey"),
      publicKeyMultibase: json,
      publicKeyJwk: json,
    },
    { requiredKeys: [] },
  );
  const document = fc.record(
    {
      id: fc.constant(did),
      verificationMethod: fc.oneof(json, fc.array(method)),
      assertionMethod: fc.oneof(json, fc.constant([url])),
    },
    { requiredKeys: ["id"] },
  );
  fc.assert(
    fc.property(document.map(asJson), (given) => {
      const listed = lookUpMethod(isObject(given) ? given : {}, did, url, "assertionMethod", 0);
      expect(listed.state).not.toBe("found");
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(json, (given) => {
      expect(multikeyOfJwk(isObject(given) ? given : {})).toBeNull();
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.constantFrom("", "did:key:", "did:web:", "https://"), async (text, start) => {
      expect((await resolveMethod(start + text, { loadDid: async () => null })).state).not.toBe("found");
    }),
  );
});

test("selective values and tokens", async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0, 1), (bytes, kind) => {
      const value = `u${base64url.encode(Uint8Array.from([0xd9, 0x5d, kind, ...bytes]))}`;
      expect([parseBaseValue(value), parseDerivedValue(value)]).toEqual([null, null]);
    }),
  );
  const header = fc.oneof(
    json,
    fc.record(
      { alg: fc.oneof(json, fc.constantFrom("EdDSA", "ES256", "RS256")), kid: json, jwk: json, typ: json },
      { requiredKeys: ["alg"] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(header, json, fc.string(), async (head, payload, signature) => {
      const claims: JsonObject = isObject(payload) ? { ...badgeOf(key.did), ...payload } : badgeOf(key.did);
      const parts = [JSON.stringify(head), JSON.stringify(claims), signature].map((part) => base64url.encode(part));
      try {
        const { proofs } = await proveJwt(parts.join("."), { now: 0 });
        expect(proofs.filter(({ outcome }) => outcome === "verified")).toEqual([]);
      } catch (error) {
        if (!(error instanceof PeersealError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});
