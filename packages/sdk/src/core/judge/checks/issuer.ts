import { isObject, member } from "../../credential/format-rules.js";
import type { JsonObject, JsonValue } from "../../types.js";
import { type Case, conclude, provenAnchor } from "../case.js";
import { type BatchFacts, type InstitutionFacts, MOST_KEYS } from "../evidence.js";
import type { ReasonCode } from "../reasons.js";
import { standingAt } from "../standing.js";
import type { Check } from "../verdict.js";
import { signatureReason } from "./signature.js";

/** Was that key the institution's, for issuing, at the anchor's time? Its standing then and now? */
export function issuer(found: Case): Check {
  const { chain, lookupAt } = found;
  const claimed = claimedIssuer(found.credential);
  const proven = provenAnchor(found);
  const institution = proven === null ? null : institutionOf(found, proven.batch.institution);
  const reason = issuerReason(found, claimed.id, proven, institution);
  const evidence: Record<string, JsonValue> = { claimed };
  if (proven !== null && institution !== null) {
    const { id, name, domain, country, kind } = institution;
    evidence.institution = { id, name, domain, country, kind };
    evidence.standingThen = standingAt(institution, proven.anchoredAt);
    evidence.standingNow = standingAt(institution, lookupAt);
  }
  return conclude("issuer", reason, {
    evidence,
    ...(proven === null ? {} : { chain, at: proven.anchoredAt }),
  });
}

function issuerReason(
  found: Case,
  claimed: string | null,
  proven: ReturnType<typeof provenAnchor>,
  institution: InstitutionFacts | null,
): ReasonCode {
  if (isSignedByAnother(found, claimed)) return "key-not-issuers";
  if (found.place === null) return "issuer-not-in-network";
  if (found.chain.state === "unavailable") return found.chain.reason;
  if (proven === null) return found.opened.receipt === null ? "receipt-missing" : "issuer-unproven";
  if (institution === null) return "institution-facts-missing";
  const standing = standingAt(institution, proven.anchoredAt)?.standing;
  if (standing === "suspended") return "institution-suspended";
  if (standing !== "active") return "institution-not-member";
  // The contract took the anchor from an authorised key, so one that was not is reported compromised since.
  if (proven.batch.keyAuthorised !== true) return "anchor-key-not-authorised";
  const key = keyReason(found, proven.batch, proven.anchoredAt);
  if (key !== null) return key;
  return standingAt(institution, found.lookupAt)?.standing === "active" ? "key-authorised" : "key-authorised-then";
}

/** What speaks against the key that signed for the issuer, or null. Keys of other signers are not asked about. */
function keyReason(found: Case, batch: BatchFacts, anchoredAt: number): ReasonCode | null {
  if (signatureReason(found) !== "proofs-verified") return "key-unproven";
  const { proofs } = found.evidence.proofs;
  const keys = new Set(proofs.filter(({ controlledByIssuer }) => controlledByIssuer === true).map(({ key }) => key));
  if (keys.size === 0) return "key-unconfirmed";
  if (keys.has(null)) return "key-unproven";
  if (keys.size > MOST_KEYS) return "key-ambiguous";
  if (batch.credentialKeyAuthorised === true) return null;
  const compromised = batch.credentialKeyCompromisedSince ?? null;
  if (compromised !== null && compromised <= anchoredAt) return "key-compromised";
  return keys.size > 1 ? "key-ambiguous" : "key-not-authorised";
}

/**
 * A `did:key` or `did:jwk` is its key, so that a verified proof by another key is not its issuer's. Of any other
 * issuer it is merely not shown whose key it is.
 */
function isSignedByAnother(found: Case, claimed: string | null): boolean {
  const { proofs } = found.evidence.proofs;
  return (
    claimed !== null &&
    /^did:(?:key|jwk):/.test(claimed) &&
    signatureReason(found) === "proofs-verified" &&
    !proofs.some(({ controlledByIssuer }) => controlledByIssuer)
  );
}

function claimedIssuer(credential: JsonObject): { readonly id: string | null; readonly name: JsonValue } {
  const value = member(credential, "issuer");
  if (typeof value === "string") return { id: value, name: null };
  if (!isObject(value)) return { id: null, name: null };
  const id = member(value, "id");
  return { id: typeof id === "string" ? id : null, name: member(value, "name") ?? null };
}

function institutionOf({ chain }: Case, id: number): InstitutionFacts | null {
  if (chain.state === "unavailable") return null;
  return chain.facts.institutions.find((institution) => institution.id === id) ?? null;
}
