import { describe, expect, test } from "vitest";
import { toBase64Url } from "../base64url.js";
import { CREDENTIAL } from "../judge/testing/sample.js";
import { codeOf } from "../testing/code-of.js";
import { utf8 } from "../text.js";
import { decodeCredentialJwt } from "./jwt.js";

const part = (value: unknown) => toBase64Url(utf8(JSON.stringify(value)));
const jwt = (payload: unknown) => `${part({ alg: "ES256" })}.${part(payload)}.c2ln`;

describe("a credential in a JWT", () => {
  test("is its claims, without those that only the JWT has", () => {
    const claims = { iss: "did:key:z", sub: "x", jti: "y", nbf: 1, exp: 2, iat: 3, aud: "z" };
    const { header, payload, credential } = decodeCredentialJwt(jwt({ ...CREDENTIAL, ...claims }));
    expect(credential).toEqual(CREDENTIAL);
    expect(payload).toEqual({ ...CREDENTIAL, ...claims });
    expect(header).toEqual({ alg: "ES256" });
  });

  test("of data model 1 is the claim vc, and registered claims say what it leaves out", () => {
    const vc = { "@context": ["https://www.w3.org/2018/credentials/v1"], credentialSubject: { name: "x" } };
    expect(
      decodeCredentialJwt(jwt({ vc, iss: "did:a", sub: "did:b", jti: "urn:c", nbf: 0, exp: 86_400 })).credential,
    ).toEqual({
      ...vc,
      id: "urn:c",
      issuer: "did:a",
      issuanceDate: "1970-01-01T00:00:00Z",
      expirationDate: "1970-01-02T00:00:00Z",
      credentialSubject: { id: "did:b", name: "x" },
    });
    const whole = { ...vc, id: "urn:own", issuer: { id: "did:own" }, credentialSubject: { id: "did:me" } };
    expect(decodeCredentialJwt(jwt({ vc: whole, iss: "did:a", sub: "did:b", jti: "urn:c" })).credential).toEqual(whole);
    expect(decodeCredentialJwt(jwt({ vc, nbf: 9e15, exp: "x" })).credential).toEqual(vc);
  });

  test.each<[string, string, string]>([
    ["of two parts", "eyJ9.eyJ9", "open-damaged"],
    ["of four parts", "e30.e30.e30.e30", "open-damaged"],
    ["that is encrypted", "e30.e30.e30.e30.e30", "open-unrecognised"],
    ["with padding", `${jwt(CREDENTIAL)}==`, "open-damaged"],
    ["with a signature that is none", `${part({})}.${part({})}.a+b`, "open-damaged"],
    ["with a list as its claims", jwt([]), "open-damaged"],
    ["with claims that are no JSON", `${part({})}.${toBase64Url(utf8("{"))}.c2ln`, "json-malformed"],
    ["with a member twice", `${part({})}.${toBase64Url(utf8('{"type":1,"type":2}'))}.c2ln`, "json-duplicate-key"],
    ["without a credential", jwt({ iss: "x" }), "open-unrecognised"],
  ])("%s is refused", (_, text, code) => {
    expect(codeOf(() => decodeCredentialJwt(text))).toBe(code);
  });
});
