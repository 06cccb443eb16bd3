import { parseDateTime } from "../../credential/format-time.js";
import { isObject, listOf, member } from "../../values.js";
import { batchOf, type Case, conclude, provenAnchor } from "../case.js";
import { qualityAt } from "../quality.js";
import type { ReasonCode } from "../reasons.js";
import type { Check, QualityAnswer, QualityAt, QualityFlag } from "../verdict.js";
import { namingFault, versionOf } from "./course.js";

/**
 * Which decision stood at the end of the learning period, when the credential was anchored, and stands now? The result
 * speaks of the first: that is the course that this learner took.
 */
export function quality(found: Case): { readonly check: Check; readonly answer: QualityAnswer | null } {
  const { chain } = found;
  const answer = answerOf(found);
  if (typeof answer === "string") return { check: conclude("quality", answer), answer: null };
  const { learning, issue, now } = answer;
  const evidence = { learning: summary(learning), issue: summary(issue), now: summary(now) };
  const reason = answerReason(learning, now);
  return { check: conclude("quality", reason, { evidence, chain, at: learning.at }), answer };
}

function answerOf(found: Case): QualityAnswer | ReasonCode {
  const { place, chain, named, opened } = found;
  if (place === null || (named === null && opened.receipt === null)) return "no-course-version";
  if (chain.state === "unavailable") return chain.reason;
  const anchoredAt = batchOf(found)?.anchoredAt ?? null;
  if (anchoredAt === null) return "anchor-time-unknown";
  // A file without a receipt, with a made-up one, or with one of another course would borrow that course's review.
  if (opened.receipt === null) return "receipt-missing";
  if (provenAnchor(found) === null || namingFault(found) !== null) return "course-unproven";
  const version = versionOf(found);
  if (version === null) return "version-facts-missing";
  const { institutions } = chain.facts;
  // No decision of a later time than the one asked about may speak for the past, and nobody learns on after the award.
  const learnedAt = Math.min(activityEnd(found) ?? anchoredAt, anchoredAt, found.lookupAt);
  return {
    learning: qualityAt(version, institutions, learnedAt),
    issue: qualityAt(version, institutions, anchoredAt),
    now: qualityAt(version, institutions, found.lookupAt),
  };
}

function activityEnd({ credential }: Case): number | null {
  const [subject] = listOf(member(credential, "credentialSubject"));
  const value = isObject(subject) ? member(subject, "activityEndDate") : undefined;
  const millis = typeof value === "string" ? parseDateTime(value) : null;
  return millis === null ? null : Math.floor(millis / 1000);
}

function answerReason(then: QualityAt, now: QualityAt): ReasonCode {
  switch (then.state) {
    case "met":
      return metReason(then, now);
    case "conditional":
      return isFlagged("conditions-closed", then, now) ? "conditions-closed" : "met-with-conditions";
    case "provisional":
      return "rapid-review";
    case "not-met":
      return "standard-not-met";
    case "expired":
      return "review-expired";
    case "rescinded":
      return "review-rescinded";
    case "retired":
      return "course-retired";
    case "in-review":
      return "in-review";
    case "unreviewed":
      return "unreviewed";
  }
}

function metReason(then: QualityAt, now: QualityAt): ReasonCode {
  if (now.state !== "met") return "standard-met-then";
  if (isFlagged("appeal-open", then, now)) return "appeal-open";
  if (isFlagged("concern-open", then, now)) return "concern-open";
  return isFlagged("carried", then) ? "review-carried" : "standard-met";
}

function isFlagged(flag: QualityFlag, ...moments: readonly QualityAt[]): boolean {
  return moments.some(({ flags }) => flags.includes(flag));
}

function summary({ state, at, flags, decision }: QualityAt) {
  return { state, at, flags, round: decision?.round ?? null };
}
