import { DAY, edited, FACTS, statusId } from "./sample.js";
import type { Scenario } from "./scenarios.js";

/** Status bits, and where they stand. */
export const STATUS: readonly Scenario[] = [
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
];
