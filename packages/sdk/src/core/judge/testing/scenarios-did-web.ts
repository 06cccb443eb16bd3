import type { JsonObject } from "../../types.js";
import type { ProofResult } from "../evidence.js";
import { ANCHORED_AT, CREDENTIAL, edited, KEY, OTHER_KEY, VERIFIED } from "./sample.js";
import type { Scenario } from "./scenarios.js";

/*
 * Issuers that are the `did:web` of their domain. Their key stands in the URL of the method; whose it was, the chain
 * says, so that nobody has to fetch the DID document, and a key that the document has dropped still counts.
 */

const MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const AT_HOME = "did:web:iyonada.example";

function credentialOf(did: string): JsonObject {
  const issued = edited(["issuer", "id"], did);
  return edited(["proof", 0, "verificationMethod"], `${did}#${MULTIKEY}`, issued);
}

/** A proof whose key only the URL names. */
function named(did: string, more: Partial<ProofResult> = {}): ProofResult {
  return {
    ...VERIFIED,
    outcome: "unresolvable",
    verificationMethod: `${did}#${MULTIKEY}`,
    controlledByIssuer: false,
    keyFrom: "url",
    agrees: true,
    reason: "key-unresolvable-url-key-agrees",
    ...more,
  };
}

function sample(did: string, more: Partial<ProofResult> = {}) {
  return { credential: credentialOf(did), proofs: [named(did, more)], askedKeys: [KEY] };
}

const DISAGREES = { agrees: false, reason: "key-unresolvable-url-key-disagrees" } as const;
const NOT_LISTED = { outcome: "invalid", reason: "method-not-listed" } as const;
const UNREACHABLE = { state: "unavailable", reason: "chain-unreachable", detail: "" } as const;
const ALL_UNREACHABLE = {
  signature: "unknown key-unresolvable",
  issuer: "unknown chain-unreachable",
  anchor: "unknown chain-unreachable",
  status: "unknown chain-unreachable",
  course: "unknown chain-unreachable",
  quality: "unknown chain-unreachable",
};

/** The chain, or the document, vouches for the key. */
export const DID_WEB_VALID: readonly Scenario[] = [
  {
    name: "proofs-verified.did-web-by-chain",
    about: "The DID document was not loaded: the chain knows domain and key, and that is enough.",
    sample: sample(AT_HOME),
    verdict: "valid",
  },
  {
    name: "proofs-verified.did-web-by-document",
    about: "The DID document lists the key, and the chain knows it as well.",
    sample: {
      credential: credentialOf(AT_HOME),
      proofs: [{ ...VERIFIED, verificationMethod: `${AT_HOME}#${MULTIKEY}`, keyFrom: "did" }],
    },
    verdict: "valid",
  },
  {
    name: "proofs-verified.did-web-key-ended-since",
    about: "The DID document says that the key is over; it was the institution's when the credential was recorded.",
    sample: sample(AT_HOME, { keyFrom: "did", reason: "method-expired" }),
    verdict: "valid",
  },
  {
    name: "proofs-verified.did-web-key-dropped-since",
    about: "The DID document of today does not list the key any more; the chain remembers it.",
    sample: sample(AT_HOME, NOT_LISTED),
    verdict: "valid",
  },
  {
    name: "proofs-verified.did-web-on-a-path",
    about: "A DID below the institution's domain, such as a faculty's.",
    sample: sample(`${AT_HOME}:engineering`),
    verdict: "valid",
  },
  {
    name: "base-proof",
    about: "A proof from which its holder can show any part: right, and no file for strangers.",
    sample: { proofs: [{ ...VERIFIED, reason: "base-proof" }] },
    verdict: "valid",
    checks: { signature: "warn base-proof" },
  },
];

/** The key is nobody's, another's, or nothing says whose. */
export const DID_WEB_INVALID: readonly Scenario[] = [
  {
    name: "signature-invalid.did-web-by-chain",
    about: "The signature is not that of the key in the URL, and the chain says that this key is the institution's.",
    sample: sample(AT_HOME, DISAGREES),
    verdict: "altered",
    checks: { signature: "fail signature-invalid", issuer: "unknown key-unproven" },
  },
  {
    name: "signature-invalid-other-key.did-web-document-differs",
    about: "The DID document gives another key under the name that the URL has.",
    sample: {
      credential: credentialOf(AT_HOME),
      proofs: [
        {
          ...VERIFIED,
          outcome: "invalid",
          reason: "method-key-differs",
          verificationMethod: `${AT_HOME}#${MULTIKEY}`,
          key: null,
          controlledByIssuer: false,
        },
      ],
    },
    verdict: "forged",
    checks: { signature: "fail signature-invalid-other-key", issuer: "unknown key-unproven" },
  },
  {
    name: "key-not-authorised.did-web",
    about: "The key in the URL was never the institution's: the chain knows no such key.",
    sample: { ...sample(AT_HOME), batch: { credentialKeyAuthorised: false } },
    verdict: "forged",
    checks: { signature: "unknown key-unresolvable", issuer: "fail key-not-authorised" },
  },
  {
    name: "key-not-listed",
    about: "Neither the DID document nor the chain knows the key.",
    sample: { ...sample(AT_HOME, NOT_LISTED), batch: { credentialKeyAuthorised: false } },
    verdict: "forged",
    checks: { signature: "fail key-not-listed", issuer: "fail key-not-authorised" },
  },
  {
    name: "key-compromised.did-web",
    about: "The key in the URL is reported stolen since before the anchor.",
    sample: {
      ...sample(AT_HOME),
      batch: { credentialKeyAuthorised: false, credentialKeyCompromisedSince: ANCHORED_AT },
    },
    verdict: "untrusted-issuer",
    checks: { signature: "unknown key-unresolvable", issuer: "fail key-compromised" },
  },
  {
    name: "issuer-other-institution.did-web",
    about: "A member signs with its own key and anchors, but names the domain of another member as its issuer.",
    sample: sample("did:web:santelmo.example"),
    verdict: "forged",
    checks: { signature: "unknown key-unresolvable", issuer: "fail issuer-other-institution" },
  },
  {
    name: "key-unconfirmed.did-web-elsewhere",
    about: "A domain that the network knows nothing of: the key is the institution's, the name may be anyone's.",
    sample: sample("did:web:iyonada.example.org"),
    verdict: "incomplete",
    checks: { signature: "unknown key-unresolvable", issuer: "unknown key-unconfirmed" },
  },
  {
    name: "key-unresolvable.did-web-on-a-port",
    about: "Another port of the institution's host may be somebody else's.",
    sample: { credential: credentialOf(`${AT_HOME}%3A8443`), proofs: [named(`${AT_HOME}%3A8443`)] },
    verdict: "incomplete",
    checks: { signature: "unknown key-unresolvable", issuer: "unknown key-unproven" },
  },
  {
    name: "key-unresolvable.did-web-chain-unreachable",
    about: "Neither the DID document nor the chain could be asked.",
    sample: { ...sample(AT_HOME), chain: UNREACHABLE },
    verdict: "incomplete",
    checks: ALL_UNREACHABLE,
  },
  {
    name: "key-unresolvable.did-web-not-listed-chain-unreachable",
    about: "The DID document does not list the key; the chain, which might remember it, cannot be asked.",
    sample: { ...sample(AT_HOME, NOT_LISTED), chain: UNREACHABLE },
    verdict: "incomplete",
    checks: ALL_UNREACHABLE,
  },
  {
    name: "key-unresolvable.did-web-without-receipt",
    about: "Without a receipt there is no proven time at which the key could be asked about.",
    sample: { ...sample(AT_HOME), receipt: null },
    verdict: "incomplete",
    checks: {
      signature: "unknown key-unresolvable",
      issuer: "unknown receipt-missing",
      anchor: "unknown receipt-missing",
      course: "unknown receipt-missing",
      quality: "unknown receipt-missing",
    },
  },
  {
    name: "key-unresolvable.did-web-network-not-chosen",
    about: "Only the file says which network to ask: its word makes no key the institution's.",
    sample: sample(AT_HOME),
    policy: { network: null },
    verdict: "incomplete",
    checks: { signature: "unknown key-unresolvable", issuer: "unknown network-not-chosen" },
  },
  {
    name: "answer-mismatch.did-web-another-key-asked",
    about: "The chain was asked about another key than the one in the URL.",
    sample: { ...sample(AT_HOME), askedKeys: [OTHER_KEY] },
    verdict: "incomplete",
    checks: { signature: "unknown key-unresolvable", issuer: "unknown answer-mismatch" },
  },
  {
    name: "proof-expired",
    about: "The proof itself has an end, which has passed.",
    sample: { proofs: [{ ...VERIFIED, outcome: "expired", reason: "proof-expired" }] },
    verdict: "expired",
    checks: { signature: "fail proof-expired", issuer: "unknown key-unproven" },
  },
  {
    name: "derived.parts-left-out",
    about: "Parts that a whole badge must have are not shown: no fault of form, and nothing that was recorded.",
    sample: {
      credential: edited(
        ["credentialSubject", "achievement", "criteria"],
        undefined,
        edited(
          ["proof", 0, "proofValue"],
          "u2V0BhVhA",
          edited(["proof", 0, "cryptosuite"], "ecdsa-sd-2023", CREDENTIAL),
        ),
      ),
      receipt: null,
      proofs: [{ ...VERIFIED, suite: "ecdsa-sd-2023" }],
    },
    policy: { suites: ["ecdsa-sd-2023"] },
    verdict: "not-anchored",
    checks: {
      issuer: "unknown receipt-missing",
      anchor: "fail derived",
      course: "unknown receipt-missing",
      quality: "unknown receipt-missing",
    },
  },
];
