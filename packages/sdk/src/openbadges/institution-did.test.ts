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

test("its document names its keys, and only those that may issue now may assert", () => {
  const document = didDocument({
    did,
    alsoKnownAs: ["urn:peerseal:1"],
    keys: [
      { multikey: key.multikey, state: "active" },
      { multikey: "z6MkB", state: "retired", since: "2026-01-01T00:00:00Z" },
      { multikey: "z6MkC", state: "compromised", since: "2026-02-01T00:00:00Z" },
    ],
  });
  const method = (publicKeyMultibase: string) => ({
    id: `${did}#${publicKeyMultibase}`,
    type: "Multikey",
    controller: did,
    publicKeyMultibase,
  });
  expect(document).toEqual({
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
    id: did,
    alsoKnownAs: ["urn:peerseal:1"],
    verificationMethod: [
      method(key.multikey),
      { ...method("z6MkB"), expires: "2026-01-01T00:00:00Z" },
      { ...method("z6MkC"), revoked: "2026-02-01T00:00:00Z" },
    ],
    assertionMethod: [`${did}#${key.multikey}`],
  });
});

test("a key is found in it, and one that was retired has come to its end", async () => {
  const url = `${did}#${key.multikey}`;
  const active = didDocument({ did, keys: [{ multikey: key.multikey, state: "active" }] });
  expect(await resolveMethod(url, { loadDid: async () => active })).toMatchObject({
    state: "found",
    did,
    key: { multikey: key.multikey },
  });
  const since = "2026-01-01T00:00:00Z";
  const retired = didDocument({ did, keys: [{ multikey: key.multikey, state: "retired", since }] });
  expect(await resolveMethod(url, { loadDid: async () => retired })).toMatchObject({ state: "ended" });
});
