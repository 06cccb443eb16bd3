import { digestOf } from "../../digest.js";
import { parseCourseId, versionId } from "../../ids.js";
import type { JsonValue } from "../../types.js";
import { type Case, conclude, provenAnchor } from "../case.js";
import type { VersionFacts } from "../evidence.js";
import type { ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";

/** Does the achievement name the batch's published version, and may this institution issue for it? */
export function course(found: Case): Check {
  const { named, chain, opened } = found;
  const proven = provenAnchor(found);
  const facts = versionOf(found);
  const evidence = {
    named: named?.version ?? null,
    batch: opened.receipt?.courseVersion ?? null,
    ...(facts === null
      ? {}
      : {
          course: facts.course,
          publisher: facts.publisher,
          publishedAt: facts.publishedAt,
          retiredAt: facts.retiredAt,
        }),
  };
  const reason = namingFault(found) ?? chainReason(found, proven, facts);
  return conclude("course", reason, {
    evidence,
    ...(proven === null ? {} : { chain, at: proven.anchoredAt }),
  });
}

/** Facts about the version that the batch is of, or that the achievement names where there is no receipt. */
export function versionOf({ chain, opened, named }: Case): VersionFacts | null {
  const id = opened.receipt?.courseVersion ?? named?.version;
  if (chain.state === "unavailable" || id === undefined) return null;
  return chain.facts.versions.find((version) => version.id === id) ?? null;
}

/** What the files alone say against the course, or null. */
export function namingFault({ place, isDerived, named, opened: { receipt } }: Case): ReasonCode | null {
  if (place === null) return "course-not-in-network";
  if (named === null) return isDerived ? "course-unproven" : "achievement-names-no-version";
  if (named.network !== place.network) return "version-of-another-network";
  return receipt !== null && receipt.courseVersion !== named.version ? "other-version" : null;
}

function chainReason(found: Case, proven: ReturnType<typeof provenAnchor>, facts: VersionFacts | null): ReasonCode {
  if (found.chain.state === "unavailable") return found.chain.reason;
  if (proven === null) return found.opened.receipt === null ? "receipt-missing" : "course-unproven";
  if (facts === null) return "version-facts-missing";
  if (proven.batch.mayIssue !== true) return "may-not-issue";
  const given: unknown[] = [found.evidence.courseVersion, found.opened.courseVersion].filter((text) => text !== null);
  if (given.length === 0) return "descriptor-absent";
  return given.every((text) => describes(text, facts)) ? "course-named" : "descriptor-differs";
}

/** Whether the version's id follows from this text. */
function describes(descriptor: unknown, facts: VersionFacts): boolean {
  try {
    return versionId(parseCourseId(facts.course), digestOf(descriptor as JsonValue)) === facts.id;
  } catch {
    return false;
  }
}
