import type { StatusListFault, StatusResult } from "../evidence.js";
import { edited, statusId, VERIFIED } from "./sample.js";
import type { Scenario } from "./scenarios.js";
import { FOREIGN, FOREIGN_CHECKS } from "./scenarios-anchor.js";

const LIST = "https://status.example/3";
const ENTRY = {
  id: `${LIST}#94567`,
  type: "BitstringStatusListEntry",
  statusPurpose: "revocation",
  statusListIndex: "94567",
  statusListCredential: LIST,
};
const LISTED = { ...FOREIGN, credentialStatus: ENTRY };
/** One of ours that names a list elsewhere too. */
const BOTH = edited(["credentialStatus"], [{ id: statusId(), type: "PeersealStatusEntry" }, ENTRY]);

/** What a good list of the issuer says: clear. */
const CLEAR: StatusResult = {
  entry: 0,
  purpose: "revocation",
  outcome: "clear",
  fault: null,
  value: 0,
  message: null,
  list: LIST,
  listIssuer: "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
  listByIssuer: true,
  validUntil: "2026-11-23T00:05:00Z",
};
const SET: StatusResult = { ...CLEAR, outcome: "set", value: 1 };
const unknown = (fault: StatusListFault): StatusResult => ({ ...CLEAR, outcome: "unknown", fault, value: null });
const foreign = (...status: readonly StatusResult[]) => ({
  credential: LISTED,
  receipt: null,
  facts: { batch: null },
  status,
});

function faulty(fault: StatusListFault, reason: string, about: string, name = reason): Scenario {
  return {
    name,
    about,
    sample: foreign(unknown(fault)),
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: `unknown ${reason}` },
  };
}

/** Credentials of others, whose status stands in published lists. */
export const LISTS: readonly Scenario[] = [
  {
    name: "status-list-clear",
    about: "Somebody else's credential; its issuer's list says that it is not revoked. We have no record of it.",
    sample: foreign(CLEAR),
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "pass status-list-clear" },
  },
  {
    name: "revoked-by-list",
    about: "Somebody else's credential, revoked by its issuer.",
    sample: foreign(SET),
    verdict: "revoked",
    checks: { ...FOREIGN_CHECKS, status: "fail revoked-by-list" },
  },
  {
    name: "revoked-by-list.other-list-unreachable",
    about: "One list says revoked, the other cannot be fetched: what is known is enough.",
    sample: {
      ...foreign({ ...unknown("unreachable"), purpose: "suspension" }, { ...SET, entry: 1 }),
      credential: { ...FOREIGN, credentialStatus: [{ ...ENTRY, statusPurpose: "suspension" }, ENTRY] },
    },
    verdict: "revoked",
    checks: { ...FOREIGN_CHECKS, status: "fail revoked-by-list" },
  },
  {
    name: "revoked-by-list.beside-ours",
    about: "Clear on the chain, but the credential names a list elsewhere too, which says revoked.",
    sample: { credential: BOTH, status: [{ ...SET, entry: 1 }] },
    verdict: "revoked",
    checks: { status: "fail revoked-by-list" },
  },
  {
    name: "revoked-by-list.chain-unreachable",
    about: "The chain does not answer; the list that the credential names beside it says revoked.",
    sample: {
      credential: BOTH,
      status: [{ ...SET, entry: 1 }],
      chain: { state: "unavailable", reason: "chain-unreachable", detail: "timeout" },
    },
    verdict: "revoked",
    checks: {
      status: "fail revoked-by-list",
      issuer: "unknown chain-unreachable",
      anchor: "unknown chain-unreachable",
      course: "unknown chain-unreachable",
      quality: "unknown chain-unreachable",
    },
  },
  {
    name: "suspended-by-list",
    about: "Somebody else's credential, suspended; that we have no record of it comes first.",
    sample: foreign({ ...SET, purpose: "suspension" }),
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "fail suspended-by-list" },
  },
  {
    name: "suspended-by-list.beside-ours",
    about: "Clear on the chain, but suspended by the list that the credential names beside it.",
    sample: { credential: BOTH, status: [{ ...SET, entry: 1, purpose: "suspension" }] },
    verdict: "suspended",
    checks: { status: "fail suspended-by-list" },
  },
  faulty("unreachable", "status-list-unreachable", "The list cannot be fetched: never shown as not revoked."),
  faulty("unsigned", "status-list-unsigned", "Whoever serves the URL could have written the list."),
  faulty("altered", "status-list-altered", "The list's bits were changed after it was signed."),
  faulty("unproven", "status-list-unproven", "The key that signed the list is not shown to be its issuer's."),
  faulty("expired", "status-list-expired", "A list of last week does not tell of today."),
  faulty("not-yet-valid", "status-list-expired", "A list of tomorrow.", "status-list-expired.not-yet-valid"),
  faulty("too-short", "status-list-unfit", "A list so short that asking for it tells whose credential is meant."),
  faulty("index-outside", "status-list-unfit", "The list has no such entry.", "status-list-unfit.index-outside"),
  faulty(
    "other-purpose",
    "status-list-unfit",
    "A list of suspensions says nothing of revocation.",
    "status-list-unfit.other-purpose",
  ),
  faulty("unreadable", "status-list-unfit", "A web page stands where the list should.", "status-list-unfit.unreadable"),
  faulty("other-issuer", "status-list-of-another", "Clear, but anyone could have signed that list."),
  faulty(
    "other-list",
    "status-list-of-another",
    "Clear, but in another list of the issuer than the one named.",
    "status-list-of-another.list",
  ),
  faulty(
    "unsupported",
    "foreign-status",
    "A kind of status that is not understood here.",
    "foreign-status.unsupported",
  ),
  {
    name: "status-meaning-unknown",
    about: "A bit is set for a purpose that is not known here.",
    sample: foreign({ ...SET, purpose: "probation" }),
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "unknown status-meaning-unknown" },
  },
  {
    name: "foreign-status.one-of-two-asked",
    about: "Two lists are named, and only one was asked.",
    sample: { ...foreign(CLEAR), credential: { ...FOREIGN, credentialStatus: [ENTRY, ENTRY] } },
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "unknown foreign-status" },
  },
  {
    name: "past-status-unavailable.foreign",
    about: "A list tells of the time at which it was fetched, not of last week.",
    atDays: -7,
    sample: foreign(CLEAR),
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "unknown past-status-unavailable" },
  },
  {
    name: "date-in-future.foreign",
    about: "Nor of next week.",
    atDays: 7,
    sample: foreign(CLEAR),
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "unknown date-in-future" },
  },
  {
    name: "expired.foreign",
    about: "Somebody else's credential, expired; that we have no record of it comes first.",
    sample: { ...foreign(CLEAR), credential: { ...LISTED, validUntil: "2026-11-20T00:00:00Z" } },
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "pass status-list-clear", validity: "fail expired" },
  },
  {
    name: "not-yet-valid.foreign",
    about: "Somebody else's credential, of next year.",
    sample: { ...foreign(CLEAR), credential: { ...LISTED, validFrom: "2027-04-01T00:00:00Z" } },
    verdict: "not-anchored",
    checks: { ...FOREIGN_CHECKS, status: "pass status-list-clear", validity: "fail not-yet-valid" },
  },
  {
    name: "signature-invalid.foreign",
    about: "Somebody else's credential, changed after it was signed.",
    sample: { ...foreign(CLEAR), proofs: [{ ...VERIFIED, outcome: "invalid", reason: "signature-invalid" }] },
    verdict: "altered",
    checks: { ...FOREIGN_CHECKS, signature: "fail signature-invalid", status: "pass status-list-clear" },
  },
  {
    name: "key-not-issuers.foreign",
    about: "Somebody else's credential, rightly signed by a key that is not its issuer's.",
    sample: { ...foreign(CLEAR), proofs: [{ ...VERIFIED, controlledByIssuer: false }] },
    verdict: "forged",
    checks: { ...FOREIGN_CHECKS, issuer: "fail key-not-issuers", status: "pass status-list-clear" },
  },
];

/** Credentials of ours beside which lists speak; all valid. */
export const LISTS_BESIDE: readonly Scenario[] = [
  {
    name: "status-clear.list-beside-clear",
    about: "Clear on the chain, and in the list that the credential names beside it.",
    sample: { credential: BOTH, status: [{ ...CLEAR, entry: 1 }] },
    verdict: "valid",
  },
  {
    name: "status-clear.refresh",
    about: "The list beside it says that a newer form is to be had, which is nothing against this one.",
    sample: { credential: BOTH, status: [{ ...SET, entry: 1, purpose: "refresh" }] },
    verdict: "valid",
  },
  {
    name: "status-clear.published-list-contradicts",
    about: "The chain's bits are the truth; a published list of ours that says otherwise is a note.",
    sample: { status: [SET] },
    verdict: "valid",
  },
  {
    name: "status-message",
    about: "Clear, and a message about the status stands in the list beside it.",
    sample: {
      credential: BOTH,
      status: [{ ...SET, entry: 1, purpose: "message", message: "Being translated." }],
    },
    verdict: "valid",
    checks: { status: "warn status-message" },
  },
];
