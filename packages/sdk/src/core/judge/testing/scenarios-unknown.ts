import type { UnavailableReason } from "../evidence.js";
import {
  BATCH,
  CREDENTIAL,
  DAY,
  edited,
  FACTS,
  KEY,
  NOW,
  OTHER_DID,
  OTHER_KEY,
  OTHER_NETWORK,
  statusId,
  VERIFIED,
  VERSION,
} from "./sample.js";
import type { Scenario } from "./scenarios.js";

const CHAIN_CHECKS = ["issuer", "anchor", "status", "course", "quality"];
const everyChainCheck = (reason: string) =>
  Object.fromEntries(CHAIN_CHECKS.map((check) => [check, `unknown ${reason}`]));

const UNAVAILABLE: readonly (readonly [UnavailableReason, string])[] = [
  ["no-rpc", "No endpoint was named."],
  ["chain-unreachable", "The endpoint does not answer."],
  ["chain-wrong", "The endpoint serves another chain."],
  ["network-missing", "There is no network at the directory's address."],
  ["network-unknown", "Nobody knows where this network is."],
  ["answer-invalid", "The endpoint's answer makes no sense."],
];

const OPEN = [
  ["suite-unsupported", "unsupported", "The cryptosuite cannot be checked here."],
  ["key-unresolvable", "unresolvable", "The issuer's DID document cannot be had offline."],
  ["context-missing", "context-missing", "A JSON-LD context is not bundled: not a wrong signature."],
] as const;

const secondProof = Array.isArray(CREDENTIAL.proof) ? CREDENTIAL.proof[0] : null;
const SECOND = edited(["proof", 1], secondProof);

export const UNKNOWN: readonly Scenario[] = [
  ...UNAVAILABLE.map(
    ([reason, about]): Scenario => ({
      name: reason,
      about,
      sample: { chain: { state: "unavailable", reason, detail: about } },
      verdict: "incomplete",
      checks: everyChainCheck(reason),
    }),
  ),
  {
    name: "chain-stale",
    about: "The endpoint lags behind more than this verifier allows.",
    policy: { maxBlockAge: 3_600 },
    sample: { facts: { block: { number: 4_000, time: NOW - 3_601, tag: "finalized" } } },
    verdict: "incomplete",
    checks: everyChainCheck("chain-stale"),
  },
  {
    name: "network-not-asked",
    about: "The verifier trusts the credential's network only, and another one answered.",
    policy: { network: FACTS.network },
    sample: { facts: { network: OTHER_NETWORK } },
    verdict: "incomplete",
    checks: everyChainCheck("network-not-asked"),
  },
  ...OPEN.map(
    ([reason, outcome, about]): Scenario => ({
      name: reason,
      about,
      sample: { proofs: [{ ...VERIFIED, outcome, reason }] },
      verdict: "incomplete",
      checks: { signature: `unknown ${reason}`, issuer: "unknown key-unproven" },
    }),
  ),
  {
    name: "suite-not-allowed",
    about: "A right signature, with a cryptosuite that this verifier does not accept.",
    policy: { suites: ["eddsa-jcs-2022"] },
    verdict: "incomplete",
    checks: { signature: "unknown suite-not-allowed", issuer: "unknown key-unproven" },
  },
  {
    name: "key-unresolvable.second",
    about: "One of two signatures could not be checked: not all verify.",
    sample: {
      credential: SECOND,
      proofs: [VERIFIED, { ...VERIFIED, outcome: "unresolvable", key: null, controlledByIssuer: false }],
    },
    verdict: "incomplete",
    checks: { signature: "unknown key-unresolvable", issuer: "unknown key-unproven" },
  },
  {
    name: "proofs-unchecked",
    about: "Two proofs in the file, results for one.",
    sample: { credential: SECOND },
    verdict: "incomplete",
    checks: { signature: "unknown proofs-unchecked", issuer: "unknown key-unproven" },
  },
  {
    name: "key-unproven",
    about: "Verified, but the evidence does not say with which key.",
    sample: { proofs: [{ ...VERIFIED, key: null }] },
    verdict: "incomplete",
    checks: { issuer: "unknown key-unproven" },
  },
  {
    name: "key-unconfirmed",
    about: "The issuer is a web address; that the key is its own is not shown.",
    sample: {
      credential: edited(["issuer", "id"], "https://iyonada.example"),
      proofs: [{ ...VERIFIED, controlledByIssuer: false }],
    },
    verdict: "incomplete",
    checks: { issuer: "unknown key-unconfirmed" },
  },
  {
    name: "key-ambiguous",
    about: "Two keys of the issuer signed; one of them is not authorised, and it is not known which.",
    sample: {
      credential: SECOND,
      proofs: [VERIFIED, { ...VERIFIED, key: OTHER_KEY }],
      batch: { credentialKeyAuthorised: false },
    },
    verdict: "incomplete",
    checks: { issuer: "unknown key-ambiguous" },
  },
  {
    name: "institution-facts-missing",
    about: "The answer leaves out the institution.",
    sample: { facts: { institutions: [] } },
    verdict: "incomplete",
    checks: { issuer: "unknown institution-facts-missing" },
  },
  {
    name: "version-facts-missing",
    about: "The answer leaves out the course version.",
    sample: { facts: { versions: [] } },
    verdict: "incomplete",
    checks: { course: "unknown version-facts-missing", quality: "unknown version-facts-missing" },
  },
  {
    name: "receipt-missing",
    about: "A credential of a member without its receipt: its status is known, its record is not.",
    sample: { receipt: null },
    verdict: "incomplete",
    checks: {
      issuer: "unknown receipt-missing",
      anchor: "unknown receipt-missing",
      course: "unknown receipt-missing",
      quality: "unknown receipt-missing",
    },
  },
  {
    name: "not-final",
    about: "The anchor stands in a block that may still be undone.",
    sample: { batch: { final: false }, facts: { block: { number: 4_711, time: NOW - 10, tag: "latest" } } },
    verdict: "incomplete",
    checks: { anchor: "unknown not-final" },
  },
  {
    name: "answer-mismatch",
    about: "The endpoint answers about another index, whose bits are clear.",
    sample: { batch: { index: BATCH.index + 1 } },
    verdict: "incomplete",
    checks: {
      issuer: "unknown issuer-unproven",
      anchor: "unknown answer-mismatch",
      status: "unknown answer-mismatch",
      course: "unknown course-unproven",
      quality: "unknown anchor-time-unknown",
    },
  },
  {
    name: "answer-mismatch.receipt-not-asked",
    about: "There is a receipt, and the answer says nothing about it.",
    sample: { batch: { matches: null } },
    verdict: "incomplete",
    checks: {
      issuer: "unknown issuer-unproven",
      anchor: "unknown answer-mismatch",
      course: "unknown course-unproven",
      quality: "unknown course-unproven",
    },
  },
  {
    name: "answer-mismatch.another-receipt",
    about: "The chain was asked about another receipt for the same place.",
    sample: {
      batch: {
        asked: { receipt: { root: VERSION, size: 8, courseVersion: VERSION, key: KEY }, credentialKeys: [KEY] },
      },
    },
    verdict: "incomplete",
    checks: {
      issuer: "unknown issuer-unproven",
      anchor: "unknown answer-mismatch",
      status: "unknown answer-mismatch",
      course: "unknown course-unproven",
      quality: "unknown anchor-time-unknown",
    },
  },
  {
    name: "answer-mismatch.another-key",
    about: "The chain was asked about another key than the one that signed.",
    sample: { proofs: [{ ...VERIFIED, key: OTHER_KEY }], askedKeys: [KEY] },
    verdict: "incomplete",
    checks: { issuer: "unknown answer-mismatch" },
  },
  {
    name: "network-not-chosen",
    about: "The file names its own network and the verifier trusts none: anyone can set one up and join it.",
    policy: { network: null },
    verdict: "incomplete",
    checks: { issuer: "unknown network-not-chosen" },
  },
  {
    name: "foreign-status.uppercase",
    about:
      "The status entry writes the directory with capitals: it is not one of ours, and nobody knows what it means.",
    sample: { credential: edited(["credentialStatus", "id"], statusId().replace("0x1111", "0X1111")) },
    verdict: "incomplete",
    checks: { status: "unknown foreign-status" },
  },
  {
    name: "status-without-batch.place-of-the-receipt",
    about: "Only an unproven receipt says where the status stands: neither clear nor revoked.",
    sample: {
      credential: edited(["credentialStatus"], undefined),
      batch: { matches: null, statusBits: 1 },
    },
    verdict: "incomplete",
    checks: {
      issuer: "unknown issuer-unproven",
      anchor: "unknown answer-mismatch",
      status: "unknown status-without-batch",
      course: "unknown course-unproven",
      quality: "unknown course-unproven",
    },
  },
  {
    name: "foreign-status",
    about: "Clear here, but a second status stands elsewhere and is not asked.",
    sample: {
      credential: edited(
        ["credentialStatus"],
        [
          { id: statusId(), type: "PeersealStatusEntry" },
          { id: "https://status.example/3#94567", type: "BitstringStatusListEntry" },
        ],
      ),
    },
    verdict: "incomplete",
    checks: { status: "unknown foreign-status" },
  },
  {
    name: "status-ambiguous",
    about: "Two status entries of ours and no receipt: which is its own?",
    sample: {
      credential: edited(
        ["credentialStatus"],
        [
          { id: statusId(), type: "PeersealStatusEntry" },
          { id: statusId({ index: 3 }), type: "PeersealStatusEntry" },
        ],
      ),
      receipt: null,
    },
    verdict: "incomplete",
    checks: {
      issuer: "unknown receipt-missing",
      anchor: "unknown receipt-missing",
      status: "unknown status-ambiguous",
      course: "unknown receipt-missing",
      quality: "unknown receipt-missing",
    },
  },
  {
    name: "status-unreadable",
    about: "Status bits that do not exist.",
    sample: { batch: { statusBits: 8 } },
    verdict: "incomplete",
    checks: { status: "unknown status-unreadable" },
  },
  {
    name: "past-status-unavailable",
    about: "Asked about last week, and the endpoint keeps no archive.",
    atDays: -7,
    verdict: "incomplete",
    checks: { status: "unknown past-status-unavailable" },
  },
  {
    name: "past-status-unavailable.other-date",
    about: "The archive answered about another date.",
    atDays: -7,
    sample: { facts: { past: { at: NOW - 8 * DAY, block: 4_000, statusBits: 0 } } },
    verdict: "incomplete",
    checks: { status: "unknown past-status-unavailable" },
  },
  {
    name: "date-in-future",
    about: "Asked about next week.",
    atDays: 7,
    verdict: "incomplete",
    checks: { status: "unknown date-in-future" },
  },
  {
    name: "key-unconfirmed.no-issuer-key",
    about: "A DID that would have to be fetched, signed with a did:key.",
    sample: {
      credential: edited(["issuer"], { id: "did:web:iyonada.example", type: ["Profile"], name: OTHER_DID }),
      proofs: [{ ...VERIFIED, key: OTHER_KEY, controlledByIssuer: false }],
      batch: { credentialKeyAuthorised: false },
    },
    verdict: "incomplete",
    checks: { issuer: "unknown key-unconfirmed" },
  },
];
