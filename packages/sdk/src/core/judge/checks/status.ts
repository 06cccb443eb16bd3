import { batchOf, type Case, conclude, provenAnchor, samePlace } from "../case.js";
import type { BatchFacts } from "../evidence.js";
import { REASONS, type ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";
import { listEvidence, listReason } from "./status-list.js";

/**
 * Are its bits clear? Do status entry and receipt name the same batch and index? For our own entries the chain's bits are
 * the truth; published lists answer for entries of others only.
 */
export function status(found: Case): Check {
  const told = chainStatus(found);
  if (told.result !== "unknown" || !found.hasForeignStatus) return told;
  const reason = listReason(found);
  // Whatever the chain would have said: a list that the credential itself names says no.
  if (REASONS[reason].result !== "fail") return told;
  return conclude("status", reason, { evidence: told.evidence, at: found.evidence.status?.at ?? null });
}

function chainStatus(found: Case): Check {
  const { chain } = found;
  const file = fileReason(found);
  if (file !== null) {
    const asked = found.place === null && found.hasForeignStatus ? (found.evidence.status?.at ?? null) : null;
    return conclude("status", file, { evidence: listEvidence(found, null), at: asked });
  }
  const evidence = listEvidence(found, null);
  if (chain.state === "unavailable") return conclude("status", chain.reason, { evidence });
  if (chain.facts.network !== found.place?.network) return conclude("status", "network-not-asked", { evidence });
  const batch = batchOf(found);
  if (batch === null) return conclude("status", "answer-mismatch", { evidence });
  return bitsStatus(found, chain, batch);
}

function bitsStatus(found: Case, chain: Case["chain"] & { readonly state: "gathered" }, batch: BatchFacts): Check {
  const { at } = found;
  if (batch.anchoredAt === null) return conclude("status", "status-without-batch", { chain });
  // A place that only the receipt names is the credential's once the receipt is proven: it could be anyone's.
  if (found.entries.length === 0 && provenAnchor(found) === null) return conclude("status", "status-without-batch");
  const asked = bitsAt(found, batch.statusBits);
  const evidence = {
    statusBits: typeof asked === "number" ? asked : null,
    statusBitsNow: batch.statusBits,
    block: chain.facts.block,
    ...listEvidence(found, batch.statusBits),
  };
  // The answer is of its block: what happened since is not known, and the check says of when it speaks.
  const time = at < found.now ? at : chain.facts.block.time;
  if (typeof asked !== "number") return conclude("status", asked, { evidence, chain, at: time });
  return conclude("status", bitsReason(found, asked), { evidence, chain, at: time });
}

function fileReason(found: Case): ReasonCode | null {
  const { entries, opened, place, hasForeignStatus } = found;
  if (opened.receipt !== null) {
    const { receipt } = opened;
    if (entries.some((entry) => !samePlace(entry, receipt))) return "status-receipt-differ";
  }
  if (place === null) return hasForeignStatus ? listReason(found) : "no-status";
  return entries.length > 1 ? "status-ambiguous" : null;
}

/** The bits at the time asked for; the reason, where they are not known. */
function bitsAt({ chain, at, now }: Case, current: number): number | ReasonCode {
  if (at > now) return "date-in-future";
  if (chain.state === "unavailable") return chain.reason;
  const { past, block } = chain.facts;
  // Nothing newer than the answering block is known, so at a date after it the answer is the newest there is.
  if (at === now || at >= block.time) return current;
  return past !== null && past.at === at ? past.statusBits : "past-status-unavailable";
}

function bitsReason(found: Case, bits: number): ReasonCode {
  if (!Number.isInteger(bits) || bits < 0 || bits > 7) return "status-unreadable";
  if ((bits & 1) !== 0) return (bits & 4) === 0 ? "revoked" : "replaced";
  if ((bits & 2) !== 0) return "suspended";
  // Clear here says nothing about a second status that stands elsewhere, nor is clear elsewhere enough.
  const elsewhere = found.hasForeignStatus ? listReason(found) : "status-list-clear";
  if (elsewhere !== "status-list-clear") return elsewhere;
  return found.entries.length === 0 ? "status-entry-missing" : "status-clear";
}
