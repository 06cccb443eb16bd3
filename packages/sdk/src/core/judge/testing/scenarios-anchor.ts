import { digestOf } from "../../digest.js";
import { versionUrn } from "../../ids.js";
import { DAY, edited, FACTS, OTHER_CHAIN, OTHER_NETWORK, statusId, VERIFIED, VERSION } from "./sample.js";
import type { Scenario } from "./scenarios.js";

/** What checks that ask about a proven anchor say when it is not proven. */
const UNPROVEN = {
  issuer: "unknown issuer-unproven",
  course: "unknown course-unproven",
  quality: "unknown course-unproven",
};

/** A credential of somebody else, signed and well-formed, that names no batch of any network. */
export const FOREIGN = edited(
  ["credentialStatus"],
  undefined,
  edited(["credentialSubject", "achievement", "id"], "https://badges.example/achievements/teamwork"),
);
export const FOREIGN_CHECKS = {
  issuer: "unknown issuer-not-in-network",
  anchor: "fail no-anchor",
  status: "not-applicable no-status",
  course: "not-applicable course-not-in-network",
  quality: "not-applicable no-course-version",
};

/** Receipts and records. */
export const ANCHOR: readonly Scenario[] = [
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
];
