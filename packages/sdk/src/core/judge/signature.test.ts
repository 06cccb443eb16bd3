import { describe, expect, test } from "vitest";
import type { Opened } from "../credential/open.js";
import type { ProofResult } from "./evidence.js";
import { issuerKeys } from "./issuer-keys.js";
import { DEFAULT_POLICY, judge } from "./judge.js";
import { build, CREDENTIAL, edited, KEY, NETWORK, NOW, OTHER_KEY, POLICY, VERIFIED } from "./testing/sample.js";

const DID = "did:web:iyonada.example";
const named: ProofResult = {
  ...VERIFIED,
  outcome: "unresolvable",
  verificationMethod: `${DID}#z6Mk`,
  controlledByIssuer: false,
  keyFrom: "url",
  agrees: true,
  reason: "key-unresolvable-url-key-agrees",
};
const ofDid = (did: string) => edited(["issuer", "id"], did);

describe("a credential that came as a JWT", () => {
  const { opened, evidence } = build({ credential: edited(["proof"], undefined), receipt: null });

  function reason(more: Partial<Opened>, proofs: readonly ProofResult[]) {
    const given = { ...evidence, proofs: { ...evidence.proofs, proofs } };
    const { checks } = judge({ ...opened, ...more }, given, { ...DEFAULT_POLICY, network: NETWORK }, NOW);
    return checks.find(({ check }) => check === "signature")?.reason;
  }

  test("has the signature of the JWT, and no other", () => {
    const jwt = { jwt: "e30.e30.AA" };
    expect(reason(jwt, [{ ...VERIFIED, suite: "EdDSA" }])).toBe("proofs-verified");
    expect(reason(jwt, [])).toBe("proofs-unchecked");
    expect(reason({}, [{ ...VERIFIED, suite: "EdDSA" }])).toBe("no-proof");
  });
});

describe("the keys to ask the chain about", () => {
  test("are those of the issuer's DID, and those that its did:web names", () => {
    const other = { ...named, key: OTHER_KEY };
    expect(issuerKeys(CREDENTIAL, [VERIFIED, named])).toEqual([KEY]);
    expect(issuerKeys(ofDid(DID), [named, other])).toEqual([KEY, OTHER_KEY]);
  });

  test.each([
    ["another DID", "did:web:iyonada.example.org"],
    ["a DID that only begins alike", "did:web:iyonada.exampl"],
    ["no did:web", "did:key:z6Mk"],
    ["a port", `${DID}%3A8443`],
    ["a web page", "https://iyonada.example"],
  ])("are not those under %s", (_, did) => {
    expect(issuerKeys(ofDid(did), [named])).toEqual([]);
  });

  test("are none where the signature was not checked with it", () => {
    const { agrees: _, ...unchecked } = named;
    expect(issuerKeys(ofDid(DID), [unchecked])).toEqual([]);
  });
});

test("the chain's word about one key does not make another proof good", () => {
  const [proof] = Array.isArray(CREDENTIAL.proof) ? CREDENTIAL.proof : [];
  const credential = edited(["proof", 1], proof, ofDid(DID));
  const foreign = { ...VERIFIED, outcome: "unresolvable", controlledByIssuer: false, key: null } as const;
  const { opened, evidence } = build({ credential, proofs: [named, foreign], askedKeys: [KEY] });
  const { verdict, checks } = judge(opened, evidence, POLICY, NOW);
  expect([verdict, checks.find(({ check }) => check === "signature")?.reason]).toEqual([
    "incomplete",
    "key-unresolvable",
  ]);
});
