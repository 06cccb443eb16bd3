import { digestOf } from "../../digest.js";
import { institutionUrn, versionUrn } from "../../ids.js";
import { isObject, member } from "../../values.js";
import {
  ANCHORED_AT,
  CREDENTIAL,
  DAY,
  edited,
  FACTS,
  INSTITUTIONS,
  NETWORK,
  OTHER_CHAIN,
  OTHER_DID,
  OTHER_KEY,
  OTHER_NETWORK,
  OTHER_VERSION,
  statusId,
  VERIFIED,
  VERSION,
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

/** A credential of somebody else, signed and well-formed, that names no batch of any network. */
const FOREIGN = edited(
  ["credentialStatus"],
  undefined,
  edited(["credentialSubject", "achievement", "id"], "https://badges.example/achievements/teamwork"),
);
const FOREIGN_CHECKS = {
  issuer: "unknown issuer-not-in-network",
  anchor: "fail no-anchor",
  status: "not-applicable no-status",
  course: "not-applicable course-not-in-network",
  quality: "not-applicable no-course-version",
};

function severalAchievements() {
  const achievement = { id: versionUrn(NETWORK, OTHER_VERSION), type: ["Achievement"], name: "Another course" };
  const { credentialSubject } = CREDENTIAL;
  const first = isObject(credentialSubject) ? member(credentialSubject, "achievement") : undefined;
  return edited(["credentialSubject", "achievement"], [first ?? null, achievement]);
}

export const INVALID: readonly Scenario[] = [
  {
    name: "format-invalid",
    about: "The achievement has no criteria; everything else is in order.",
    sample: { credential: edited(["credentialSubject", "achievement", "criteria"], undefined) },
    verdict: "malformed",
    checks: { format: "fail format-invalid" },
  },
  {
    name: "dates-unreadable",
    about: "It begins on a day, not at a time with its zone.",
    sample: { credential: edited(["validFrom"], "2026-11-01") },
    verdict: "malformed",
    checks: { format: "fail format-invalid", validity: "unknown dates-unreadable" },
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
    name: "digest-differs",
    about: "A genuine credential with the receipt of another.",
    sample: { receipt: { digest: digestOf("another credential, at 4") } },
    verdict: "altered",
    checks: { anchor: "fail digest-differs", ...UNPROVEN },
  },
  {
    name: "digest-differs.chain-unavailable",
    about: "That the file is not the receipt's is known without asking the chain.",
    sample: {
      receipt: { digest: digestOf("another credential, at 4") },
      chain: { state: "unavailable", reason: "chain-unreachable", detail: "timeout" },
    },
    verdict: "altered",
    checks: {
      anchor: "fail digest-differs",
      issuer: "unknown chain-unreachable",
      status: "unknown chain-unreachable",
      course: "unknown chain-unreachable",
      quality: "unknown chain-unreachable",
    },
  },
  {
    name: "status-receipt-differ.index-swapped",
    about: "The status entry names the index of another, whose bits are clear.",
    sample: { credential: edited(["credentialStatus", "id"], statusId({ index: 3 })) },
    verdict: "altered",
    checks: { status: "fail status-receipt-differ" },
  },
  {
    name: "status-receipt-differ.batch",
    about: "The status entry names another batch.",
    sample: { credential: edited(["credentialStatus", "id"], statusId({ number: 7 })) },
    verdict: "altered",
    checks: { status: "fail status-receipt-differ" },
  },
  {
    name: "status-receipt-differ.institution",
    about: "Another member put a genuine credential into a batch of its own.",
    sample: {
      receipt: { institution: 2 },
      batch: { institution: 2, credentialKeyAuthorised: false, mayIssue: false },
    },
    verdict: "altered",
    checks: {
      status: "fail status-receipt-differ",
      issuer: "fail key-not-authorised",
      course: "fail may-not-issue",
    },
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
    name: "revoked",
    about: "Revoked by the institution.",
    sample: { batch: { statusBits: 1 } },
    verdict: "revoked",
    checks: { status: "fail revoked" },
  },
  {
    name: "revoked.suspended-before",
    about: "Suspended first, then revoked.",
    sample: { batch: { statusBits: 3 } },
    verdict: "revoked",
    checks: { status: "fail revoked" },
  },
  {
    name: "revoked.without-receipt",
    about: "The chain answers for the status from the credential alone.",
    sample: { receipt: null, batch: { statusBits: 1 } },
    verdict: "revoked",
    checks: {
      status: "fail revoked",
      anchor: "unknown receipt-missing",
      issuer: "unknown receipt-missing",
      course: "unknown receipt-missing",
      quality: "unknown receipt-missing",
    },
  },
  {
    name: "revoked.and-expired",
    about: "Revoked, and expired too: the first word of the order counts.",
    sample: { batch: { statusBits: 1 }, credential: edited(["validUntil"], "2026-11-20T00:00:00Z") },
    verdict: "revoked",
    checks: { status: "fail revoked", validity: "fail expired" },
  },
  {
    name: "revoked.foreign-status-beside",
    about: "Revoked here; what the other status says does not matter.",
    sample: {
      credential: edited(
        ["credentialStatus"],
        [
          { id: statusId(), type: "PeersealStatusEntry" },
          { id: "https://status.example/3#94567", type: "BitstringStatusListEntry" },
        ],
      ),
      batch: { statusBits: 1 },
    },
    verdict: "revoked",
    checks: { status: "fail revoked" },
  },
  {
    name: "replaced",
    about: "Replaced by a corrected one.",
    sample: { batch: { statusBits: 5 } },
    verdict: "replaced",
    checks: { status: "fail replaced" },
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
  {
    name: "no-proof.foreign",
    about: "Somebody else's credential, unsigned.",
    sample: { credential: edited(["proof"], undefined, FOREIGN), proofs: [], receipt: null, facts: { batch: null } },
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, signature: "fail no-proof" },
  },
  {
    name: "no-anchor",
    about: "Somebody else's credential, rightly signed: reported as far as it goes.",
    sample: { credential: FOREIGN, receipt: null, facts: { batch: null } },
    verdict: "not-anchored",
    checks: FOREIGN_CHECKS,
  },
  {
    name: "no-anchor.foreign-status",
    about: "Somebody else's credential with a status list that is not asked: never shown as not revoked.",
    sample: {
      credential: {
        ...FOREIGN,
        credentialStatus: { id: "https://status.example/3#9", type: "BitstringStatusListEntry" },
      },
      receipt: null,
      chain: { state: "unavailable", reason: "network-unknown", detail: "The file names no network." },
    },
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "unknown foreign-status" },
  },
  {
    name: "derived",
    about: "A selectively disclosed credential: proofs and status are reported.",
    sample: {
      credential: edited(["proof", 0, "proofValue"], "u2V0BhVhA", edited(["proof", 0, "cryptosuite"], "ecdsa-sd-2023")),
      receipt: null,
      proofs: [{ ...VERIFIED, outcome: "unsupported", suite: "ecdsa-sd-2023", reason: "suite-unsupported" }],
    },
    verdict: "not-anchored",
    checks: {
      signature: "unknown suite-unsupported",
      issuer: "unknown receipt-missing",
      anchor: "fail derived",
      course: "unknown receipt-missing",
      quality: "unknown receipt-missing",
    },
  },
  {
    name: "index-outside-batch",
    about: "The receipt's index is not below its size.",
    sample: { receipt: { size: 5 } },
    verdict: "not-anchored",
    checks: { anchor: "fail index-outside-batch", ...UNPROVEN },
  },
  {
    name: "proof-mismatch",
    about: "A hash of the Merkle proof is another.",
    sample: { receipt: { proof: [VERSION, VERSION, VERSION] } },
    verdict: "not-anchored",
    checks: { anchor: "fail proof-mismatch", ...UNPROVEN },
  },
  {
    name: "proof-mismatch.short",
    about: "The proof is as short as one of an inner node would be.",
    sample: { receipt: { proof: [VERSION] } },
    verdict: "not-anchored",
    checks: { anchor: "fail proof-mismatch", ...UNPROVEN },
  },
  {
    name: "proof-mismatch.other-root",
    about: "The root is another batch's.",
    sample: { receipt: { root: VERSION } },
    verdict: "not-anchored",
    checks: { anchor: "fail proof-mismatch", ...UNPROVEN },
  },
  {
    name: "receipt-of-another-network",
    about: "Credential and receipt are of another network than the one that was asked.",
    sample: {
      credential: edited(
        ["credentialSubject", "achievement", "id"],
        versionUrn(OTHER_NETWORK, VERSION),
        edited(["credentialStatus", "id"], statusId({ network: "other-directory" })),
      ),
      receipt: { network: OTHER_NETWORK },
      facts: { batch: null },
    },
    verdict: "not-anchored",
    checks: {
      ...UNPROVEN,
      anchor: "fail receipt-of-another-network",
      status: "unknown network-not-asked",
      quality: "unknown anchor-time-unknown",
    },
  },
  {
    name: "receipt-of-another-network.chain",
    about: "The receipt names the same directory on another chain.",
    sample: { receipt: { network: OTHER_CHAIN } },
    verdict: "altered",
    checks: {
      ...UNPROVEN,
      anchor: "fail receipt-of-another-network",
      status: "fail status-receipt-differ",
      course: "fail version-of-another-network",
      quality: "unknown anchor-time-unknown",
    },
  },
  {
    name: "receipt-of-another-network.policy",
    about: "A test network's credential, where the verifier trusts one other network only.",
    policy: { network: OTHER_NETWORK },
    verdict: "not-anchored",
    checks: {
      anchor: "fail receipt-of-another-network",
      issuer: "unknown network-not-asked",
      status: "unknown network-not-asked",
      course: "unknown network-not-asked",
      quality: "unknown network-not-asked",
    },
  },
  {
    name: "status-of-another-network",
    about: "Without a receipt, and its status entry is of another network.",
    sample: {
      credential: edited(["credentialStatus", "id"], statusId({ network: "other-directory" })),
      receipt: null,
      facts: { batch: null },
    },
    verdict: "not-anchored",
    checks: {
      anchor: "fail status-of-another-network",
      issuer: "unknown receipt-missing",
      status: "unknown network-not-asked",
      course: "fail version-of-another-network",
      quality: "unknown anchor-time-unknown",
    },
  },
  {
    name: "batch-unknown",
    about: "The institution anchored no such batch, or a reorganisation dropped it.",
    sample: {
      batch: {
        anchoredAt: null,
        matches: false,
        keyAuthorised: false,
        credentialKeyAuthorised: false,
        mayIssue: false,
      },
    },
    verdict: "not-anchored",
    checks: {
      ...UNPROVEN,
      anchor: "fail batch-unknown",
      status: "unknown status-without-batch",
      quality: "unknown anchor-time-unknown",
    },
  },
  {
    name: "commitment-differs",
    about: "The institution anchored something else under this number; the receipt's root is made up.",
    sample: { batch: { matches: false, keyAuthorised: false, mayIssue: false } },
    verdict: "not-anchored",
    checks: { anchor: "fail commitment-differs", ...UNPROVEN },
  },
  {
    name: "anchored-later",
    about: "At the date asked for there was no record yet.",
    atDays: -40,
    sample: {
      facts: { past: { at: FACTS.block.time + 10 - 40 * DAY, block: 4_000, statusBits: 0 } },
      credential: edited(["validFrom"], "2026-01-01T00:00:00Z"),
    },
    verdict: "not-anchored",
    checks: { anchor: "fail anchored-later", issuer: "pass key-authorised" },
  },
  {
    name: "achievement-names-no-version",
    about: "The achievement's id is not that of a course version.",
    sample: { credential: edited(["credentialSubject", "achievement", "id"], "https://iyonada.example/courses/1") },
    verdict: "wrong-course",
    checks: { course: "fail achievement-names-no-version", quality: "unknown course-unproven" },
  },
  {
    name: "version-of-another-network",
    about: "The achievement names a course version of another network.",
    sample: { credential: edited(["credentialSubject", "achievement", "id"], versionUrn(OTHER_NETWORK, VERSION)) },
    verdict: "wrong-course",
    checks: { course: "fail version-of-another-network", quality: "unknown course-unproven" },
  },
  {
    name: "achievement-names-no-version.several",
    about: "Two achievements, one of them of the batch's course: which was awarded?",
    sample: { credential: severalAchievements() },
    verdict: "malformed",
    checks: {
      format: "fail format-invalid",
      course: "fail achievement-names-no-version",
      quality: "unknown course-unproven",
    },
  },
  {
    name: "achievement-names-no-version.several-subjects",
    about: "A plain credential about two subjects: which of them took the course?",
    sample: {
      credential: {
        ...CREDENTIAL,
        type: ["VerifiableCredential"],
        credentialSubject: [
          CREDENTIAL.credentialSubject ?? null,
          { id: "urn:uuid:0b0a1c0e-6d0b-4d60-9c9a-7d8f1e2c3b4a" },
        ],
      },
    },
    verdict: "wrong-course",
    checks: { course: "fail achievement-names-no-version", quality: "unknown course-unproven" },
  },
  {
    name: "other-version",
    about: "The achievement names another version than the batch.",
    sample: { credential: edited(["credentialSubject", "achievement", "id"], versionUrn(NETWORK, OTHER_VERSION)) },
    verdict: "wrong-course",
    checks: { course: "fail other-version", quality: "unknown course-unproven" },
  },
  {
    name: "may-not-issue",
    about: "A member issues for a course that it neither owned nor delivered.",
    sample: { batch: { mayIssue: false } },
    verdict: "wrong-course",
    checks: { course: "fail may-not-issue" },
  },
  {
    name: "descriptor-differs",
    about: "The bundle brings a text that is not the published version.",
    sample: { courseVersion: { schema: "peerseal.course-version/1", title: { en: "Something better" } } },
    verdict: "wrong-course",
    checks: { course: "fail descriptor-differs" },
  },
  {
    name: "suspended",
    about: "Suspended for the time being.",
    sample: { batch: { statusBits: 2 } },
    verdict: "suspended",
    checks: { status: "fail suspended" },
  },
  {
    name: "suspended.past-date",
    about: "Clear now, but suspended at the date asked for.",
    atDays: -7,
    sample: { facts: { past: { at: FACTS.block.time + 10 - 7 * DAY, block: 4_000, statusBits: 2 } } },
    verdict: "suspended",
    checks: { status: "fail suspended" },
  },
  {
    name: "expired",
    about: "Its validity ended yesterday.",
    sample: { credential: edited(["validUntil"], "2026-11-22T00:00:00Z") },
    verdict: "expired",
    checks: { validity: "fail expired" },
  },
  {
    name: "expired.data-model-1",
    about: "Data model 1.1 with an end under the name that 2.0 gives it: the earlier of two ends counts.",
    sample: {
      credential: {
        ...CREDENTIAL,
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        type: ["VerifiableCredential"],
        issuanceDate: "2026-11-01T00:00:00Z",
        expirationDate: "2031-11-01T00:00:00Z",
        validUntil: "2026-11-22T00:00:00Z",
      },
    },
    verdict: "expired",
    checks: { format: "warn data-model-1", validity: "fail expired" },
  },
  {
    name: "expired.first-moment",
    about: "Half a second past the end is past it.",
    sample: { credential: edited(["validUntil"], "2026-11-22T23:59:59.500Z") },
    verdict: "expired",
    checks: { validity: "fail expired" },
  },
  {
    name: "not-yet-valid",
    about: "Its validity begins tomorrow.",
    sample: { credential: edited(["validFrom"], "2026-11-24T00:00:00+09:00") },
    verdict: "not-yet-valid",
    checks: { validity: "fail not-yet-valid" },
  },
];
