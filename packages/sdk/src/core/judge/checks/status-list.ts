import { parseStatusEntryId } from "../../ids.js";
import type { JsonObject, JsonValue } from "../../types.js";
import { isObject, listOf, member } from "../../values.js";
import type { Case } from "../case.js";
import type { StatusListFault, StatusResult } from "../evidence.js";
import type { ReasonCode } from "../reasons.js";

/**
 * What published lists say for the entries of others; `foreign-status` where they were not asked. All entries must be
 * clear: one that is not known is enough to know nothing.
 *
 * A list speaks of the time at which it was asked, so of a date in the past or to come it says nothing.
 */
export function listReason(found: Case): ReasonCode {
  const results = foreignResults(found);
  if (results === null) return "foreign-status";
  if (found.at < found.now) return "past-status-unavailable";
  if (found.at > found.now) return "date-in-future";
  const reasons = new Set(results.map(reasonOf));
  return ORDER.find((reason) => reasons.has(reason)) ?? "status-list-clear";
}

/**
 * What lists say, for the evidence of the check. About an entry of ours the chain has the last word; where its list says
 * otherwise, that is noted as `contradictsChain`.
 */
export function listEvidence(found: Case, chainBits: number | null): { readonly [key: string]: JsonValue } {
  const { status } = found.evidence;
  if (status === undefined || status.digest !== found.digest) return {};
  const lists = status.entries.map((result) => {
    const wrong = chainBits !== null && isOwn(found.credential, result.entry) && contradicts(result, chainBits);
    return { ...result, ...(wrong ? { contradictsChain: true } : {}) };
  });
  return { lists, listsAskedAt: status.at };
}

const BITS: Readonly<Record<string, number>> = { revocation: 1, suspension: 2 };

function contradicts({ purpose, outcome }: StatusResult, chainBits: number): boolean {
  const bit = BITS[purpose ?? ""];
  return bit !== undefined && outcome !== "unknown" && (outcome === "set") !== ((chainBits & bit) !== 0);
}

/** The results of entries that are not ours; null unless there is one for each of them. */
function foreignResults({ credential, digest, evidence: { status } }: Case): readonly StatusResult[] | null {
  if (status === undefined || status.digest !== digest) return null;
  const foreign = listOf(member(credential, "credentialStatus")).flatMap((_, i) => (isOwn(credential, i) ? [] : [i]));
  const results = foreign.map((entry) => status.entries.find((result) => result.entry === entry));
  const known = results.filter((result) => result !== undefined);
  return known.length === foreign.length ? known : null;
}

function isOwn(credential: JsonObject, entry: number): boolean {
  const status = listOf(member(credential, "credentialStatus"))[entry];
  const id = isObject(status) ? member(status, "id") : undefined;
  return typeof id === "string" && parseStatusEntryId(id) !== null;
}

/** Reasons in the order in which the first that applies wins. */
const ORDER = [
  "revoked-by-list",
  "suspended-by-list",
  "status-list-altered",
  "status-list-unsigned",
  "status-list-expired",
  "status-list-unfit",
  "status-list-unproven",
  "status-list-of-another",
  "status-list-unreachable",
  "foreign-status",
  "status-meaning-unknown",
  "status-message",
  "status-list-clear",
] as const satisfies readonly ReasonCode[];

const FAULTS: Readonly<Record<StatusListFault, (typeof ORDER)[number]>> = {
  unsupported: "foreign-status",
  "entry-malformed": "status-list-unfit",
  unreachable: "status-list-unreachable",
  unreadable: "status-list-unfit",
  unsigned: "status-list-unsigned",
  altered: "status-list-altered",
  unproven: "status-list-unproven",
  expired: "status-list-expired",
  "not-yet-valid": "status-list-expired",
  "other-purpose": "status-list-unfit",
  "too-short": "status-list-unfit",
  "index-outside": "status-list-unfit",
  "other-list": "status-list-of-another",
  "other-issuer": "status-list-of-another",
};

function reasonOf({ outcome, fault, purpose }: StatusResult): (typeof ORDER)[number] {
  switch (outcome) {
    case "clear":
      return "status-list-clear";
    case "set":
      return SET[purpose ?? ""] ?? "status-meaning-unknown";
    default:
      return (fault === null ? undefined : FAULTS[fault]) ?? "status-list-unfit";
  }
}

/** A newer form of the credential to be had (`refresh`) says nothing against this one. */
const SET: Readonly<Record<string, (typeof ORDER)[number]>> = {
  revocation: "revoked-by-list",
  suspension: "suspended-by-list",
  message: "status-message",
  refresh: "status-list-clear",
};
