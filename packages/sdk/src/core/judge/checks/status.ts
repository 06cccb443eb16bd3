import { batchOf, type Case, conclude, provenAnchor, samePlace } from "../case.js";
import type { ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";

/** Are its bits clear? Do status entry and receipt name the same batch and index? */
export function status(found: Case): Check {
  const { chain, at } = found;
  const file = fileReason(found);
  if (file !== null) return conclude("status", file);
  if (chain.state === "unavailable") return conclude("status", chain.reason);
  if (chain.facts.network !== found.place?.network) return conclude("status", "network-not-asked");
  const batch = batchOf(found);
  if (batch === null) return conclude("status", "answer-mismatch");
  if (batch.anchoredAt === null) return conclude("status", "status-without-batch", { chain });
  // A place that only the receipt names is the credential's once the receipt is proven: it could be anyone's.
  if (found.entries.length === 0 && provenAnchor(found) === null) return conclude("status", "status-without-batch");
  const asked = bitsAt(found, batch.statusBits);
  const evidence = {
    statusBits: typeof asked === "number" ? asked : null,
    statusBitsNow: batch.statusBits,
    block: chain.facts.block,
  };
  // The answer is of its block: what happened since is not known, and the check says of when it speaks.
  const time = at < found.now ? at : chain.facts.block.time;
  if (typeof asked !== "number") return conclude("status", asked, { evidence, chain, at: time });
  return conclude("status", bitsReason(found, asked), { evidence, chain, at: time });
}

function fileReason({ entries, opened, place, hasForeignStatus }: Case): ReasonCode | null {
  if (opened.receipt !== null) {
    const { receipt } = opened;
    if (entries.some((entry) => !samePlace(entry, receipt))) return "status-receipt-differ";
  }
  if (place === null) return hasForeignStatus ? "foreign-status" : "no-status";
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

function bitsReason({ entries, hasForeignStatus }: Case, bits: number): ReasonCode {
  if (!Number.isInteger(bits) || bits < 0 || bits > 7) return "status-unreadable";
  if ((bits & 1) !== 0) return (bits & 4) === 0 ? "revoked" : "replaced";
  if ((bits & 2) !== 0) return "suspended";
  // Clear here says nothing about a second status that stands elsewhere.
  if (hasForeignStatus) return "foreign-status";
  return entries.length === 0 ? "status-entry-missing" : "status-clear";
}
