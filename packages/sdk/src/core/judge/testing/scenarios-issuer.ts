import { digestOf } from "../../digest.js";
import { institutionUrn } from "../../ids.js";
import {
  ANCHORED_AT,
  CREDENTIAL,
  DAY,
  edited,
  INSTITUTIONS,
  NETWORK,
  OTHER_DID,
  OTHER_KEY,
  VERIFIED,
} from "./sample.js";
import type { Scenario } from "./scenarios.js";

const WRONG = { ...VERIFIED, outcome: "invalid", reason: "signature-invalid" } as const;
/** What checks that ask about a proven anchor say when it is not proven. */
const UNPROVEN = {
  issuer: "unknown issuer-unproven",
  course: "unknown course-unproven",
  quality: "unknown course-unproven",
};

function standing(word: "suspended" | "left", since: number) {
  const [first, ...others] = INSTITUTIONS;
  if (first === undefined) throw new TypeError("no institution");
  const entry = { standing: word, since, successor: 0, recordsKeeper: 0 };
  return { institutions: [{ ...first, standings: [...first.standings, entry] }, ...others] };
}

/** Structure, signatures and the keys behind them. */
export const ISSUER: readonly Scenario[] = [
  {
    name: "format-invalid",
    about: "The achievement has no criteria; everything else is in order.",
    sample: { credential: edited(["credentialSubject", "achievement", "criteria"], undefined) },
    verdict: "malformed",
    checks: { format: "fail format-invalid" },
  },
  {
    name: "signature-invalid",
    about: "The name of the course was changed after signing: signature and receipt both disagree.",
    sample: {
      credential: edited(["credentialSubject", "achievement", "name"], "Doctor of Medicine"),
      receipt: { digest: digestOf(CREDENTIAL) },
      proofs: [WRONG],
    },
    verdict: "altered",
    checks: {
      signature: "fail signature-invalid",
      anchor: "fail digest-differs",
      ...UNPROVEN,
    },
  },
  {
    name: "signature-invalid.one-of-two",
    about: "One right signature does not make up for a wrong one.",
    sample: {
      credential: edited(["proof", 1], Array.isArray(CREDENTIAL.proof) ? CREDENTIAL.proof[0] : null),
      proofs: [VERIFIED, WRONG],
    },
    verdict: "altered",
    checks: { signature: "fail signature-invalid", issuer: "unknown key-unproven" },
  },
  {
    name: "signature-invalid.beside-unknown",
    about: "A wrong signature is wrong, whatever could not be found out about another.",
    sample: {
      credential: edited(["proof", 1], Array.isArray(CREDENTIAL.proof) ? CREDENTIAL.proof[0] : null),
      proofs: [{ ...VERIFIED, outcome: "unresolvable", reason: "key-unresolvable" }, WRONG],
    },
    verdict: "altered",
    checks: { signature: "fail signature-invalid", issuer: "unknown key-unproven" },
  },
  {
    name: "signature-invalid-other-key",
    about: "A wrong signature by a key that is not the issuer's.",
    sample: { proofs: [{ ...WRONG, key: OTHER_KEY, controlledByIssuer: false }] },
    verdict: "forged",
    checks: { signature: "fail signature-invalid-other-key", issuer: "unknown key-unproven" },
  },
  {
    name: "key-not-issuers",
    about: "A member signs and anchors with its own key, but names somebody else as the issuer.",
    sample: {
      credential: edited(["issuer", "id"], OTHER_DID),
      proofs: [{ ...VERIFIED, controlledByIssuer: false }],
    },
    verdict: "forged",
    checks: { issuer: "fail key-not-issuers" },
  },
  {
    name: "key-not-authorised",
    about: "Signed with a key that the institution never had, or had retired before; the batch is the institution's.",
    sample: { batch: { credentialKeyAuthorised: false } },
    verdict: "forged",
    checks: { issuer: "fail key-not-authorised" },
  },
  {
    name: "key-not-authorised.compromised-later",
    about: "A later report of theft does not make somebody else's key the institution's.",
    sample: { batch: { credentialKeyAuthorised: false, credentialKeyCompromisedSince: ANCHORED_AT + DAY } },
    verdict: "forged",
    checks: { issuer: "fail key-not-authorised" },
  },
  {
    name: "issuer-other-institution",
    about: "A member signs and anchors in its own right, but writes the number of another as that of its issuer.",
    sample: {
      credential: edited(
        ["issuer", "otherIdentifier"],
        [
          {
            type: "IdentifierEntry",
            identifierType: "ext:PeersealInstitution",
            identifier: institutionUrn(NETWORK, 2),
          },
          {
            type: "IdentifierEntry",
            identifierType: "ext:PeersealInstitution",
            identifier: institutionUrn(NETWORK, 1),
          },
        ],
      ),
    },
    verdict: "forged",
    checks: { issuer: "fail issuer-other-institution" },
  },
  {
    name: "key-compromised",
    about: "The key is reported stolen since before the anchor.",
    sample: { batch: { credentialKeyAuthorised: false, credentialKeyCompromisedSince: ANCHORED_AT } },
    verdict: "untrusted-issuer",
    checks: { issuer: "fail key-compromised" },
  },
  {
    name: "anchor-key-not-authorised",
    about: "The key that authorised the anchor is reported stolen since before.",
    sample: { batch: { keyAuthorised: false } },
    verdict: "untrusted-issuer",
    checks: { issuer: "fail anchor-key-not-authorised" },
  },
  {
    name: "institution-suspended",
    about: "The institution was suspended at the anchor's time.",
    sample: {
      facts: standing("suspended", ANCHORED_AT),
      batch: { keyAuthorised: false, credentialKeyAuthorised: false },
    },
    verdict: "untrusted-issuer",
    checks: { issuer: "fail institution-suspended" },
  },
  {
    name: "institution-not-member",
    about: "The institution had left the network before.",
    sample: {
      facts: standing("left", ANCHORED_AT - DAY),
      batch: { keyAuthorised: false, credentialKeyAuthorised: false },
    },
    verdict: "untrusted-issuer",
    checks: { issuer: "fail institution-not-member" },
  },
  {
    name: "no-proof",
    about: "The institution recorded a credential that nobody has signed.",
    sample: { credential: edited(["proof"], undefined), proofs: [] },
    verdict: "untrusted-issuer",
    checks: { signature: "fail no-proof", issuer: "unknown key-unproven" },
  },
];
