import { base64url, CompactSign, exportJWK, generateKeyPair, type JWK } from "jose";
import { describe, expect, test } from "vitest";
import { decodeCredentialJwt } from "../core/credential/jwt.js";
import { credentialDigest } from "../core/digest.js";
import { DEFAULT_POLICY } from "../core/judge/judge.js";
import type { JsonObject } from "../core/types.js";
import { isObject } from "../core/values.js";
import { multikeyOfJwk } from "./jwk.js";
import { JWT_ALGORITHMS, proveJwt } from "./jwt.js";
import type { ProveOptions } from "./prove.js";
import { SUPPORTED_SUITES } from "./suites.js";
import { badgeOf } from "./testing/documents.js";
import { mutations } from "./testing/mutations.js";

const NOW = Date.parse("2026-11-23T00:00:00Z") / 1000;
const FROM = Date.parse("2026-11-01T00:00:00Z") / 1000;
const UNTIL = Date.parse("2031-11-01T00:00:00Z") / 1000;
const HTTPS = "https://example.org/issuer";
const DID = "did:web:iyonada.example";

const keys = {
  EdDSA: await generateKeyPair("EdDSA", { extractable: true }),
  ES256: await generateKeyPair("ES256", { extractable: true }),
  ES384: await generateKeyPair("ES384", { extractable: true }),
  RS256: await generateKeyPair("RS256", { extractable: true }),
};
type Algorithm = keyof typeof keys;

async function jwkOf(algorithm: Algorithm): Promise<JsonObject> {
  return asJson(await exportJWK(keys[algorithm].publicKey));
}

function asJson(value: JWK): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  if (!isObject(copy)) throw new Error("no object");
  return copy;
}

async function didKeyOf(algorithm: Algorithm): Promise<string> {
  const key = multikeyOfJwk(await jwkOf(algorithm));
  if (key === null) throw new Error("no multikey");
  return `did:key:${key.multikey}`;
}

async function sign(algorithm: Algorithm, payload: JsonObject, header: object = {}, by: Algorithm = algorithm) {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  return new CompactSign(bytes).setProtectedHeader({ alg: algorithm, ...header }).sign(keys[by].privateKey);
}

async function first(jwt: string, options: ProveOptions = { now: NOW }) {
  const { proofs } = await proveJwt(jwt, options);
  return proofs[0];
}

async function told(jwt: string, options?: ProveOptions): Promise<string> {
  const result = await first(jwt, options);
  return `${result?.outcome} ${result?.reason}`;
}

const GOOD = "verified signature-valid";
const did = await didKeyOf("EdDSA");
const fragment = did.slice("did:key:".length);
const kid = `${did}#${fragment}`;
const badge = badgeOf(did);
const claims = { iss: did, jti: badge.id ?? null, nbf: FROM, exp: UNTIL };

test("what can be verified is what verifiers accept unless they choose", () => {
  expect(DEFAULT_POLICY.suites.toSorted()).toEqual([...SUPPORTED_SUITES, ...JWT_ALGORITHMS].toSorted());
});

describe("a credential in a JWT", () => {
  test("whose payload is the credential (VC-JOSE-COSE)", async () => {
    const jwt = await sign("EdDSA", badge, { typ: "vc+jwt", cty: "vc", kid });
    const { digest, proofs, jwt: isJwt } = await proveJwt(jwt, { now: NOW });
    expect([digest, isJwt]).toEqual([credentialDigest(badge), true]);
    expect(proofs).toMatchObject([
      {
        outcome: "verified",
        suite: "EdDSA",
        verificationMethod: kid,
        controlledByIssuer: true,
        keyFrom: "did",
      },
    ]);
  });

  test("whose payload is the credential with registered claims (Open Badges 3.0)", async () => {
    const jwt = await sign("EdDSA", { ...badge, ...claims }, { typ: "JWT", kid });
    expect(await told(jwt)).toBe(GOOD);
    expect(decodeCredentialJwt(jwt).credential).toEqual(badge);
  });

  test("in the claim vc, where claims stand for members (VCDM 1.1)", async () => {
    const vc = {
      "@context": ["https://www.w3.org/2018/credentials/v1"],
      type: ["VerifiableCredential"],
      credentialSubject: { degree: "none" },
    };
    const jwt = await sign("EdDSA", { ...claims, sub: "did:example:ada", vc }, { typ: "JWT", kid });
    const { proofs } = await proveJwt(jwt, { now: NOW });
    expect(proofs).toMatchObject([{ outcome: "verified", controlledByIssuer: true }]);
  });

  test.each(["EdDSA", "ES256", "ES384"] as const)("signed with %s", async (algorithm) => {
    const issuer = await didKeyOf(algorithm);
    const method = `${issuer}#${issuer.slice("did:key:".length)}`;
    const jwt = await sign(algorithm, badgeOf(issuer), { kid: method });
    expect(await first(jwt)).toMatchObject({ outcome: "verified", suite: algorithm, controlledByIssuer: true });
    // A did:key has one key, so that it may be named by its DID, its fragment, or not at all.
    for (const header of [{ kid: issuer }, { kid: `#${issuer.slice("did:key:".length)}` }, {}]) {
      expect(await first(await sign(algorithm, badgeOf(issuer), header))).toMatchObject({
        outcome: "verified",
        verificationMethod: method,
      });
    }
  });

  test("signed with RS256, by a key that the issuer's document lists", async () => {
    const method = { id: `${DID}#rsa`, type: "JsonWebKey", controller: DID, publicKeyJwk: await jwkOf("RS256") };
    const document = { id: DID, verificationMethod: [method], assertionMethod: [`${DID}#rsa`] };
    const loadDid = async () => document;
    for (const header of [{ kid: `${DID}#rsa` }, { kid: "#rsa" }, { kid: "rsa" }, { jwk: await jwkOf("RS256") }]) {
      const jwt = await sign("RS256", badgeOf(DID), header);
      expect(await first(jwt, { loadDid, now: NOW })).toMatchObject({
        outcome: "verified",
        key: null,
        controlledByIssuer: true,
      });
      expect(await first(jwt)).toMatchObject({ outcome: "unresolvable", controlledByIssuer: false });
    }
  });

  test("does not verify once anything in it is changed", async () => {
    const jwt = await sign("EdDSA", badge, { kid });
    const [header = "", payload = "", signature = ""] = jwt.split(".");
    for (const [path, changed] of mutations(badge)) {
      const other = base64url.encode(JSON.stringify(changed));
      const outcome = await told(`${header}.${other}.${signature}`).catch((error: { code: string }) => error.code);
      expect([path, outcome]).not.toEqual([path, GOOD]);
    }
    const otherHeader = base64url.encode(JSON.stringify({ alg: "EdDSA", kid, typ: "JWT" }));
    expect(await told(`${otherHeader}.${payload}.${signature}`)).toBe("invalid signature-invalid");
  });

  test("has the proofs inside checked too", async () => {
    const jwt = await sign("EdDSA", { ...badge, proof: [{ type: "DataIntegrityProof" }] }, { kid });
    const { proofs } = await proveJwt(jwt, { now: NOW });
    expect(proofs.map(({ outcome }) => outcome)).toEqual(["verified", "invalid"]);
  });
});

describe("claims that do not agree with the credential", () => {
  const valid = { ...badge, credentialSubject: { id: "did:example:ada", type: ["AchievementSubject"] } };

  test.each([
    ["another issuer", { iss: "did:web:other.example" }],
    ["another id", { jti: "urn:uuid:other" }],
    ["another subject", { sub: "did:example:eve" }],
    ["another beginning", { nbf: FROM + 60 }],
    ["another end", { exp: UNTIL + 60 }],
  ])("%s", async (_, claim) => {
    expect(await told(await sign("EdDSA", { ...valid, ...claims, ...claim }, { kid }))).toBe(
      "invalid jwt-claims-differ",
    );
  });

  test("times that are none", async () => {
    expect(await told(await sign("EdDSA", { ...valid, exp: "2031" }, { kid }))).toBe("invalid jwt-malformed");
  });

  test("an envelope that says to be the credential itself", async () => {
    const jwt = await sign("EdDSA", { ...claims, vc: badge }, { typ: "vc+jwt", kid });
    expect(await told(jwt)).toBe("invalid jwt-claims-differ");
  });

  test("no issuer at all", async () => {
    const { issuer: _, ...anonymous } = badge;
    expect(await told(await sign("EdDSA", anonymous, { kid }))).toBe("invalid jwt-malformed");
  });
});

describe("an end that only a claim tells", () => {
  const { validUntil: _, validFrom: __, ...endless } = badge;

  test.each([
    [{ exp: NOW + 1 }, GOOD],
    [{ exp: NOW }, "expired proof-expired"],
    [{ nbf: NOW }, GOOD],
    [{ nbf: NOW + 1 }, "unresolvable proof-not-yet-valid"],
  ])("%j", async (claim, outcome) => {
    const jwt = await sign("EdDSA", { ...endless, ...claim }, { kid });
    expect(await told(jwt)).toBe(outcome);
    expect(await told(jwt, {})).toBe("unsupported proof-expiry-unknown");
  });
});

describe("a key that only the header shows", () => {
  test("is not the issuer's, right or wrong", async () => {
    for (const issuer of [HTTPS, DID, await didKeyOf("ES256")]) {
      for (const algorithm of ["RS256", "EdDSA"] as const) {
        const jwk = await jwkOf(algorithm);
        const jwt = await sign(algorithm, badgeOf(issuer), { jwk });
        const [head = "", , signature = ""] = jwt.split(".");
        const forged = `${head}.${base64url.encode(JSON.stringify({ ...badgeOf(issuer), name: "x" }))}.${signature}`;
        const unknown = { outcome: "unresolvable", key: null, controlledByIssuer: false };
        expect(await first(jwt)).toMatchObject({ ...unknown, reason: "key-unresolvable-header-key-agrees" });
        expect(await first(forged)).toMatchObject({ ...unknown, reason: "key-unresolvable-header-key-disagrees" });
      }
    }
  });

  test("is the issuer's where its DID is that key, or lists it", async () => {
    const jwk = await jwkOf("EdDSA");
    expect(await first(await sign("EdDSA", badge, { jwk }))).toMatchObject({
      outcome: "verified",
      controlledByIssuer: true,
    });
    const method = { id: `${DID}#k`, type: "JsonWebKey", controller: DID, publicKeyJwk: jwk };
    const listing = { id: DID, verificationMethod: [method], assertionMethod: [`${DID}#k`] };
    const jwt = await sign("EdDSA", badgeOf(DID), { jwk });
    expect(await first(jwt, { loadDid: async () => listing, now: NOW })).toMatchObject({ controlledByIssuer: true });
    const other = { ...listing, assertionMethod: [] };
    expect(await first(jwt, { loadDid: async () => other, now: NOW })).toMatchObject({ controlledByIssuer: false });
  });

  test("does not stand in for the key that kid names", async () => {
    const jwt = await sign("EdDSA", badgeOf(await didKeyOf("ES256")), {
      jwk: await jwkOf("EdDSA"),
      kid: await didKeyOf("ES256"),
    });
    expect(await first(jwt)).toMatchObject({ controlledByIssuer: false });
    const es256 = await didKeyOf("ES256");
    const named = { jwk: await jwkOf("EdDSA"), kid: `${es256}#${es256.slice(8)}` };
    expect(await told(await sign("EdDSA", badgeOf(es256), named))).toBe("invalid key-type");
  });

  test("is never one that tells its secret", async () => {
    const jwk = { ...(await jwkOf("EdDSA")), d: "AA" };
    expect(await first(await sign("EdDSA", badge, { jwk }))).toMatchObject({ controlledByIssuer: false });
  });
});

describe("attacks", () => {
  const unsigned = (header: object, signature = "") =>
    [JSON.stringify({ kid, ...header }), JSON.stringify(badge)]
      .map((part) => base64url.encode(part))
      .join(".")
      .concat(`.${signature}`);

  test.each(["none", "None", "NONE"])("no signature: %s", async (alg) => {
    expect(await told(unsigned({ alg }))).toBe("invalid jwt-unsigned");
    expect(await told(unsigned({ alg }, "AAAA"))).toBe("invalid jwt-unsigned");
  });

  test("an empty signature under a real algorithm", async () => {
    expect(await told(unsigned({ alg: "EdDSA" }))).toBe("invalid signature-invalid");
  });

  test("the public key taken for a shared secret", async () => {
    for (const alg of ["HS256", "hs512"]) expect(await told(unsigned({ alg }, "AAAA"))).toBe("invalid jwt-symmetric");
  });

  test.each(["ES256", "ES384", "RS256"] as const)("a signature by %s under the name of another", async (by) => {
    const jwt = await sign(by, badge, { kid });
    expect(await told(jwt)).toBe("invalid key-type");
  });

  test.each(["ES256K", "PS256", "toString", "__proto__"])("an algorithm that is not checked: %s", async (alg) => {
    expect(await told(unsigned({ alg }, "AAAA"))).toBe("unsupported suite-unsupported");
  });

  test("no algorithm", async () => {
    expect(await told(unsigned({ alg: 5 }))).toBe("invalid jwt-malformed");
  });

  test("extensions that change how it is to be read", async () => {
    expect(await told(unsigned({ alg: "EdDSA", crit: ["b64"], b64: false }, "AAAA"))).toBe("unsupported jwt-critical");
  });

  test.each(["at+jwt", "kb+jwt", "vp+jwt", 5])("a token of another kind: %s", async (typ) => {
    expect(await told(await sign("EdDSA", badge, { typ, kid }))).toBe("invalid jwt-type");
  });

  test("a short RSA key", async () => {
    const { n, ...rest } = await jwkOf("RS256");
    const short = { ...rest, n: String(n).slice(0, 171) };
    expect(await told(await sign("RS256", badgeOf(HTTPS), { jwk: short }))).toBe(
      "unresolvable key-unresolvable-header-key-disagrees",
    );
  });

  test("a key of another DID than the issuer", async () => {
    const issuer = await didKeyOf("ES256");
    expect(await first(await sign("EdDSA", badgeOf(issuer), { kid }))).toMatchObject({
      outcome: "verified",
      controlledByIssuer: false,
    });
  });

  test.each([
    ["not three parts", "eyJhbGciOiJFZERTQSJ9.e30", "open-damaged"],
    ["no credential", `${base64url.encode("{}")}.${base64url.encode('{"iss":"x"}')}.AAAA`, "open-unrecognised"],
    [
      "a member twice",
      `${base64url.encode('{"alg":"EdDSA","alg":"none"}')}.${base64url.encode("{}")}.AAAA`,
      "json-duplicate-key",
    ],
  ])("%s", async (_, jwt, code) => {
    await expect(proveJwt(jwt)).rejects.toMatchObject({ code });
  });
});
