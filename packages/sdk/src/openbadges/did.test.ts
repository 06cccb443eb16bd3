import { describe, expect, test } from "vitest";
import { didWebHost, didWebUrl } from "../core/credential/did-web.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { didDocument } from "./institution-did.js";
import { jwkOf } from "./jwk.js";
import { generateCredentialKey, generateP256CredentialKey, underDid } from "./keys.js";
import { type Multikey, parseMultikey } from "./multikey.js";
import { type ProveOptions, prove } from "./prove.js";
import { secureDocument } from "./secure.js";
import { badgeOf } from "./testing/documents.js";

const created = "2026-11-23T00:00:00Z";
const NOW = Date.parse(created) / 1000;
const DID = "did:web:iyonada.example";
const key = underDid(await generateCredentialKey(new Uint8Array(32).fill(7)), DID);
const p256 = underDid(await generateP256CredentialKey(), DID);
const other = await generateCredentialKey(new Uint8Array(32).fill(8));
const url = key.verificationMethod;
const signed = await secureDocument(badgeOf(DID), { key, suite: "eddsa-rdfc-2022", created });
const METHOD = { id: url, type: "Multikey", controller: DID, publicKeyMultibase: key.multikey };

function documentOf(method: JsonValue, more: JsonObject = {}): JsonObject {
  return { id: DID, verificationMethod: [method], assertionMethod: [url], ...more };
}

async function result(document: JsonObject | null, options: ProveOptions = {}, credential = signed) {
  const [first] = (await prove(credential, { loadDid: async () => document, now: NOW, ...options })).proofs;
  return first;
}

async function jwk(multikey: string): Promise<JsonObject> {
  const parsed: Multikey | null = parseMultikey(multikey);
  const made = parsed === null ? null : jwkOf(parsed);
  return JSON.parse(JSON.stringify(made));
}

describe("the place of a did:web document", () => {
  test.each([
    ["did:web:iyonada.example", "https://iyonada.example/.well-known/did.json", "iyonada.example"],
    ["did:web:Iyonada.Example", "https://Iyonada.Example/.well-known/did.json", "iyonada.example"],
    ["did:web:a.example%3A8443", "https://a.example:8443/.well-known/did.json", null],
    ["did:web:a.example:staff:ada", "https://a.example/staff/ada/did.json", "a.example"],
    ["did:web:a.example%3a3000:x", "https://a.example:3000/x/did.json", null],
    ["did:web:localhost%3A8443", "https://localhost:8443/.well-known/did.json", null],
  ])("%s", (did, address, host) => {
    expect([didWebUrl(did), didWebHost(did)]).toEqual([address, host]);
    expect(new URL(address).protocol).toBe("https:");
  });

  test.each([
    "did:web:",
    "did:key:z6Mk",
    "did:web:127.0.0.1",
    "did:web:[::1]",
    "did:web:user@a.example",
    "did:web:a.example/path",
    "did:web:a.example?x",
    "did:web:a.example#k",
    "did:web:a.example:..",
    "did:web:a.example:%2e%2e",
    "did:web:a.example:x%2F..%2Fy",
    "did:web:a.example::x",
    "did:web:a.example%3A0",
    "did:web:a.example%3A99999",
    "did:web:a.example%2F%2Fevil.example",
    "did:web:a..example",
    `did:web:${"a".repeat(2_000)}`,
  ])("%s has none", (did) => {
    expect(() => didWebUrl(did)).toThrow(expect.objectContaining({ code: "id-malformed" }));
    expect(didWebHost(did)).toBeNull();
  });
});

describe("a key that the DID document lists", () => {
  test.each([
    ["as a Multikey", METHOD],
    ["of 2020", { ...METHOD, type: "Ed25519VerificationKey2020" }],
    ["under a relative id", { ...METHOD, id: `#${key.multikey}` }],
  ])("%s", async (_, method) => {
    expect(await result(documentOf(method))).toMatchObject({
      outcome: "verified",
      key: key.keyId,
      keyFrom: "did",
      controlledByIssuer: true,
    });
  });

  test("embedded under its purpose", async () => {
    const document = { id: DID, assertionMethod: [METHOD] };
    expect(await result(document)).toMatchObject({ outcome: "verified", controlledByIssuer: true });
  });

  test.each(["JsonWebKey", "JsonWebKey2020"])("as a %s", async (type) => {
    for (const one of [key, p256]) {
      const suite = one.type === "P-256" ? "ecdsa-rdfc-2019" : "eddsa-jcs-2022";
      const credential = await secureDocument(badgeOf(DID), { key: one, suite, created });
      const method = { id: one.verificationMethod, type, controller: DID, publicKeyJwk: await jwk(one.multikey) };
      const document = { id: DID, verificationMethod: [method], assertionMethod: [one.verificationMethod] };
      expect(await result(document, {}, credential)).toMatchObject({ outcome: "verified", key: one.keyId });
    }
  });

  test("under a name that says nothing of it", async () => {
    const named = { ...key, verificationMethod: `${DID}#key-1` };
    const credential = await secureDocument(badgeOf(DID), { key: named, suite: "eddsa-rdfc-2022", created });
    const document = {
      id: DID,
      verificationMethod: [{ ...METHOD, id: `${DID}#key-1` }],
      assertionMethod: [`${DID}#key-1`],
    };
    expect(await result(document, {}, credential)).toMatchObject({ outcome: "verified", key: key.keyId });
    expect(await result(null, {}, credential)).toMatchObject({ outcome: "unresolvable", key: null });
  });

  test("verifies what it signed only", async () => {
    expect(await result(documentOf(METHOD), {}, { ...signed, name: "Another" })).toMatchObject({
      outcome: "invalid",
      reason: "signature-invalid",
      controlledByIssuer: true,
    });
  });

  test("is not the issuer's where another DID issues", async () => {
    const credential = await secureDocument(badgeOf("did:web:other.example"), {
      key,
      suite: "eddsa-rdfc-2022",
      created,
    });
    expect(await result(documentOf(METHOD), {}, credential)).toMatchObject({
      outcome: "verified",
      controlledByIssuer: false,
    });
  });

  test("is asked for once for all proofs", async () => {
    const two = await secureDocument(signed, { key, suite: "eddsa-jcs-2022", created });
    const asked: string[] = [];
    const loadDid = async (did: string) => {
      asked.push(did);
      return documentOf(METHOD);
    };
    const { proofs } = await prove(two, { loadDid });
    expect([asked, proofs.map(({ outcome }) => outcome)]).toEqual([[DID], ["verified", "verified"]]);
  });
});

describe("a document that speaks against the key", () => {
  test.each([
    [
      "lists another key under its name",
      documentOf({ ...METHOD, publicKeyMultibase: other.multikey }),
      "method-key-differs",
    ],
    [
      "does not let it assert",
      documentOf(METHOD, { assertionMethod: [], authentication: [url] }),
      "method-not-assertion",
    ],
    ["gives it to another", documentOf({ ...METHOD, controller: "did:web:evil.example" }), "method-controller"],
    [
      "gives it to nobody",
      documentOf({ id: url, type: "Multikey", publicKeyMultibase: key.multikey }),
      "method-controller",
    ],
  ])("because it %s", async (_, document, reason) => {
    expect(await result(document)).toMatchObject({ outcome: "invalid", reason, key: null, controlledByIssuer: false });
  });

  test("because it does not list it", async () => {
    const rest = { outcome: "invalid", reason: "method-not-listed", keyFrom: "url", controlledByIssuer: false };
    const document = documentOf({ ...METHOD, id: `${DID}#another` });
    expect(await result(document)).toMatchObject({ ...rest, key: key.keyId, agrees: true });
    expect(await result(document, {}, { ...signed, name: "x" })).toMatchObject({ ...rest, agrees: false });
  });

  test.each([
    ["revoked", "2026-11-22T00:00:00Z", "method-revoked"],
    ["expires", "2026-11-23T00:00:00Z", "method-expired"],
    ["revoked", "whenever", "method-revoked"],
  ])("because it is over: %s %s", async (name, time, reason) => {
    for (const more of [{}, { assertionMethod: [] }]) {
      expect(await result(documentOf({ ...METHOD, [name]: time }, more))).toMatchObject({
        outcome: "unresolvable",
        reason,
        key: key.keyId,
        keyFrom: "did",
        agrees: true,
        controlledByIssuer: false,
      });
    }
  });

  test("only once it is over", async () => {
    const document = documentOf({ ...METHOD, expires: "2026-11-23T00:00:01Z" });
    expect(await result(document)).toMatchObject({ outcome: "verified" });
    const [unclocked] = (await prove(signed, { loadDid: async () => document })).proofs;
    expect(unclocked).toMatchObject({ outcome: "unresolvable", reason: "method-expired" });
  });

  test("as our own documents do of retired keys, by leaving them out", async () => {
    const listing = didDocument({ did: DID, keys: [key.multikey, p256.multikey] });
    expect(await result(listing)).toMatchObject({ outcome: "verified", controlledByIssuer: true });
    const later = didDocument({ did: DID, keys: [p256.multikey] });
    expect(await result(later)).toMatchObject({ outcome: "invalid", reason: "method-not-listed", agrees: true });
  });
});

describe("nothing is found out", () => {
  const unknown = { outcome: "unresolvable", key: key.keyId, keyFrom: "url", controlledByIssuer: false };

  test.each([
    ["no document", null],
    ["another DID's document", { ...documentOf(METHOD), id: "did:web:evil.example" }],
    ["a document without an id", { verificationMethod: [METHOD], assertionMethod: [url] }],
    ["a method told twice", { ...documentOf(METHOD), verificationMethod: [METHOD, { ...METHOD }] }],
    ["a huge document", documentOf(METHOD, { more: Array.from({ length: 5_001 }, () => 1) })],
  ])("from %s", async (_, document) => {
    expect(await result(document)).toMatchObject({
      ...unknown,
      reason: "key-unresolvable-url-key-agrees",
      agrees: true,
    });
    expect(await result(document, {}, { ...signed, name: "x" })).toMatchObject({
      ...unknown,
      reason: "key-unresolvable-url-key-disagrees",
      agrees: false,
    });
  });

  test("where the loader fails", async () => {
    const loadDid = () => Promise.reject(new Error("offline"));
    expect(await result(null, { loadDid })).toMatchObject(unknown);
  });

  test("of a key of an unknown kind", async () => {
    for (const method of [
      { ...METHOD, type: "EcdsaSecp256k1VerificationKey2019" },
      { ...METHOD, publicKeyMultibase: "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme" },
      { ...METHOD, type: "JsonWebKey", publicKeyJwk: { kty: "EC", crv: "secp256k1", x: "AA", y: "AA" } },
    ]) {
      expect(await result(documentOf(method))).toMatchObject({ outcome: "unsupported", reason: "key-unsupported" });
    }
  });

  test("of a JWK that is not written strictly, or tells its secret", async () => {
    const good = await jwk(p256.multikey);
    const credential = await secureDocument(badgeOf(DID), { key: p256, suite: "ecdsa-rdfc-2019", created });
    for (const publicKeyJwk of [
      { ...good, y: good.x ?? null },
      { ...good, x: `${good.x}=` },
      { ...good, d: "AA" },
    ]) {
      const method = { id: p256.verificationMethod, type: "JsonWebKey", controller: DID, publicKeyJwk };
      const document = { id: DID, verificationMethod: [method], assertionMethod: [p256.verificationMethod] };
      expect(await result(document, {}, credential)).toMatchObject({ outcome: "unsupported" });
    }
  });
});

test("a holder's key must be listed for authentication", async () => {
  const presentation = { "@context": signed["@context"] ?? [], type: ["VerifiablePresentation"], holder: DID };
  const options = { key, suite: "eddsa-rdfc-2022", created, proofPurpose: "authentication" } as const;
  const secured = await secureDocument(presentation, options);
  const asked = { proofPurpose: "authentication" } as const;
  expect(await result(documentOf(METHOD), asked, secured)).toMatchObject({ reason: "method-not-authentication" });
  expect(await result(documentOf(METHOD, { authentication: [url] }), asked, secured)).toMatchObject({
    outcome: "verified",
    controlledByIssuer: true,
  });
});
