import { describe, expect, test } from "vitest";
import { didDocument, institutionDid, multikeyText } from "./institution-did.js";
import { generateCredentialKey } from "./keys.js";
import { resolveMethod } from "./resolve.js";

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

test("its document lists its keys as those that may assert, and resolves them", async () => {
  const document = didDocument({ did, alsoKnownAs: ["urn:peerseal:1"], keys: [key.multikey] });
  const method = `${did}#${key.multikey}`;
  expect(document).toEqual({
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    alsoKnownAs: ["urn:peerseal:1"],
    verificationMethod: [{ id: method, type: "Multikey", controller: did, publicKeyMultibase: key.multikey }],
    assertionMethod: [method],
  });
  expect(await resolveMethod(method, { loadDid: async () => document })).toMatchObject({
    state: "found",
    did,
    key: { multikey: key.multikey },
  });
  const retired = didDocument({ did, keys: [] });
  expect(await resolveMethod(method, { loadDid: async () => retired })).toMatchObject({ state: "not-listed" });
});
