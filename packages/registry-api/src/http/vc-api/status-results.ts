import type { StatusListFault, StatusResult, Verdict, wire } from "@peerseal/sdk";
import { type ProblemType, problem } from "./problems.js";

/** What an entry says, and what is wrong with that; `problem` null: its bit is clear. */
export type EntryResult = { readonly value: number | null; readonly problem: wire.ProblemDetail | null };

const TYPES: Partial<Record<StatusListFault, ProblemType>> = {
  unreachable: "statusRetrieval",
  "entry-malformed": "malformed",
  "too-short": "statusLength",
  "index-outside": "range",
};

/** An entry of a published list. */
export function entryOf(result: StatusResult | undefined): EntryResult {
  if (result === undefined) {
    return { value: null, problem: problem("statusVerification", "unsupported", "This status was not asked for.") };
  }
  const { outcome, value, purpose, fault, message } = result;
  switch (outcome) {
    case "clear":
      return { value, problem: null };
    case "set": {
      const title = purpose === "revocation" ? "revoked" : purpose === "suspension" ? "suspended" : "status-set";
      const said = message === null ? "" : ` (${message})`;
      return {
        value,
        problem: problem("statusVerification", title, `The list of purpose ${purpose} has its bit set${said}.`),
      };
    }
    case "unknown": {
      const reason = fault ?? "unsupported";
      const type = TYPES[reason] ?? "statusVerification";
      return { value, problem: problem(type, reason, `The status is not known: ${reason}.`) };
    }
  }
}

/** Words of the status check that revoke. */
const REVOKED = new Set(["revoked", "replaced"]);

/**
 * The entry of a credential of this network, as the chain has it. Its purpose is revocation: by W3C's rules a suspended
 * one is not revoked, and the verdict beside it says what it is.
 */
export function ownEntryOf(verdict: Verdict | null): EntryResult {
  const check = verdict?.checks.find(({ check: name }) => name === "status");
  if (check === undefined) {
    return {
      value: null,
      problem: problem("statusRetrieval", "network-not-asked", "It is of a network not asked here."),
    };
  }
  const { result, reason } = check;
  if (REVOKED.has(reason)) {
    return { value: 1, problem: problem("statusVerification", reason, `The chain says that it is ${reason}.`) };
  }
  if (result === "pass" || result === "warn" || reason === "suspended") return { value: 0, problem: null };
  return { value: null, problem: problem("statusRetrieval", reason, `The chain's status is not known: ${reason}.`) };
}
