import { batchOf, type Case, conclude, leadsToRoot } from "../case.js";
import type { ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";

/** Do receipt and credential lead to the commitment that this institution anchored? When, final or not? */
export function anchor(found: Case): Check {
  const { place, chain, digest } = found;
  const batch = batchOf(found);
  const receipt = found.opened.receipt;
  const evidence = {
    digest,
    ...(place === null
      ? {}
      : {
          batch: {
            network: place.network,
            institution: place.institution,
            number: place.number,
            index: place.index,
          },
        }),
    ...(receipt === null
      ? {}
      : { root: receipt.root, size: receipt.size, key: receipt.key, receiptDigest: receipt.digest }),
    ...(batch === null ? {} : { anchoredAt: batch.anchoredAt, final: batch.final }),
  };
  const reason = fileReason(found) ?? chainReason(found);
  return conclude("anchor", reason, {
    evidence,
    ...(batch === null ? {} : { chain, at: batch.anchoredAt }),
  });
}

/** What the files alone say against the anchor, or null. */
function fileReason(found: Case): ReasonCode | null {
  const { isDerived, place, digest, policy } = found;
  const receipt = found.opened.receipt;
  if (isDerived) return "derived";
  if (place === null) return "no-anchor";
  if (receipt !== null) {
    if (receipt.digest !== digest) return "digest-differs";
    if (receipt.index >= receipt.size) return "index-outside-batch";
    if (!leadsToRoot(found)) return "proof-mismatch";
  }
  return policy.network !== null && policy.network !== place.network ? otherNetwork(found) : null;
}

function chainReason(found: Case): ReasonCode {
  const { chain, place, lookupAt } = found;
  if (chain.state === "unavailable") return chain.reason;
  if (chain.facts.network !== place?.network) return otherNetwork(found);
  const batch = batchOf(found);
  if (batch === null) return "answer-mismatch";
  if (batch.anchoredAt === null) return "batch-unknown";
  if (found.opened.receipt === null) return "receipt-missing";
  if (batch.matches === null || batch.asked.receipt === null) return "answer-mismatch";
  if (batch.matches !== true) return "commitment-differs";
  if (batch.final !== true) return "not-final";
  return lookupAt < batch.anchoredAt ? "anchored-later" : "anchored";
}

function otherNetwork({ opened }: Case): ReasonCode {
  return opened.receipt === null ? "status-of-another-network" : "receipt-of-another-network";
}
