import { describe, expect, test } from "vitest";
import { didDocument, institutionDid, multikeyText } from "./institution-did.js";
import { generateCredentialKey } from "./keys.js";

const key = await generateCredentialKey(new Uint8Array(32).fill(7));
const did = "did:web:iyonada.example";

describe("the DID of an institution", () => {
  test.each([
    ["iyonada.example", did],
    ["Serra-Alta.example", "did:web:serra-alta.example"],
  ])("of %s", (domain, expected) => {
    expect(institutionDid(domain)).toBe(expected);
  });

  test.each([
    "",
    "localhost",
    "iyonada.example/path",
    "iyonada.example:4600",
    "-a.example",
    "a..example",
    "伊予灘.example",
  ])("is refused for %j", (domain) => {
    expect(() => institutionDid(domain)).toThrow(expect.objectContaining({ code: "id-malformed" }));
  });
});

test("keys of the chain's events are written as multikeys; what is none is not", () => {
  expect(multikeyText(key.multikeyBytes)).toBe(key.multikey);
  expect(multikeyText(Uint8Array.from([0x80, 0x24, ...new Uint8Array(33).fill(2)]))).toMatch(/^zDn/);
  expect(multikeyText(new Uint8Array(20))).toBeNull();
  expect(multikeyText(key.multikeyBytes.slice(1))).toBeNull();
  expect(multikeyText(Uint8Array.from([0x12, 0x20, ...new Uint8Array(32)]))).toBeNull();
});

test("only keys that may issue now may assert", () => {
  const [active, retired, compromised] = ["z6MkA", "z6MkB", "z6MkC"];
  const document = didDocument({
    did,
    alsoKnownAs: ["urn:peerseal:1"],
    keys: [
      { multikey: active, state: "active" },
      { multikey: retired, state: "retired", since: "2026-01-01T00:00:00Z" },
      { multikey: compromised, state: "compromised", since: "2026-02-01T00:00:00Z" },
    ],
  });
  expect(document).toEqual({
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    alsoKnownAs: ["urn:peerseal:1"],
    verificationMethod: [
      { id: `${did}#z6MkA`, type: "Multikey", controller: did, publicKeyMultibase: active },
      {
        id: `${did}#z6MkB`,
        type: "Multikey",
        controller: did,
        publicKeyMultibase: retired,
        expires: "2026-01-01T00:00:00Z",
      },
      {
        id: `${did}#z6MkC`,
        type: "Multikey",
        controller: did,
        publicKeyMultibase: compromised,
        revoked: "2026-02-01T00:00:00Z",
      },
    ],
    assertionMethod: [`${did}#z6MkA`],
  });
});
