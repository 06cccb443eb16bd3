import { didWebHost } from "../../credential/did-web.js";
import { type ClaimedIssuer, issuerNamed } from "../../credential/names.js";
import type { JsonValue } from "../../types.js";
import { isObject, listOf, member } from "../../values.js";
import { type Case, conclude, institutionOf, provenAnchor } from "../case.js";
import { type BatchFacts, type ChainFacts, type InstitutionFacts, MOST_KEYS } from "../evidence.js";
import { isNamedOnly, isOnItsDomain, issuerKeys, settledProofs } from "../issuer-keys.js";
import type { ReasonCode } from "../reasons.js";
import { standingAt } from "../standing.js";
import type { Check } from "../verdict.js";
import { isVerified, isVerifiedIfNamed } from "./signature.js";

/** Was that key the institution's, for issuing, at the anchor's time? Its standing then and now? */
export function issuer(found: Case): Check {
  const { chain, lookupAt } = found;
  const claimed = issuerNamed(found.credential);
  const proven = provenAnchor(found);
  const institution = proven === null ? null : institutionOf(found, proven.batch.institution);
  const reason = issuerReason(found, claimed, proven, institution);
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
  claimed: ClaimedIssuer,
  proven: ReturnType<typeof provenAnchor>,
  institution: InstitutionFacts | null,
): ReasonCode {
  if (isSignedByAnother(found, claimed.id)) return "key-not-issuers";
  if (found.place === null) return "issuer-not-in-network";
  if (found.chain.state === "unavailable") return found.chain.reason;
  if (proven === null) return found.opened.receipt === null ? "receipt-missing" : "issuer-unproven";
  if (namesAnother(claimed, found.chain.facts, proven.batch.institution)) return "issuer-other-institution";
  if (institution === null) return "institution-facts-missing";
  const standing = standingAt(institution, proven.anchoredAt)?.standing;
  if (standing === "suspended") return "institution-suspended";
  if (standing !== "active") return "institution-not-member";
  // The contract took the anchor from an authorised key, so one that was not is reported compromised since.
  if (proven.batch.keyAuthorised !== true) return "anchor-key-not-authorised";
  const key = keyReason(found, proven.batch, proven.anchoredAt);
  if (key !== null) return key;
  // Anyone may set up a network and make itself a member: whose members count is not for the file to say.
  if (found.policy.network === null) return "network-not-chosen";
  if (!isNamed(claimed.name, institution.name)) return "issuer-name-differs";
  return standingAt(institution, found.lookupAt)?.standing === "active" ? "key-authorised" : "key-authorised-then";
}

/** What speaks against the key that signed for the issuer, or null. Keys of other signers are not asked about. */
function keyReason(found: Case, batch: BatchFacts, anchoredAt: number): ReasonCode | null {
  // A key that the issuer's DID only names can be asked about too: the answer decides whether it signed for the issuer.
  if (!isVerified(found) && !isVerifiedIfNamed(found)) return "key-unproven";
  const proofs = settledProofs(found);
  const keys = new Set(issuerKeys(found.credential, proofs));
  const unnamed = proofs.some(({ controlledByIssuer, key }) => controlledByIssuer === true && key === null);
  if (unnamed) return "key-unproven";
  if (keys.size === 0) return "key-unconfirmed";
  if (keys.size > MOST_KEYS) return "key-ambiguous";
  const isOnlyNamed = proofs.some((proof) => isNamedOnly(proof, issuerNamed(found.credential).id));
  if (isOnlyNamed && !isOnItsDomain(found)) return "key-unconfirmed";
  if (![...keys].every((key) => batch.asked.credentialKeys.some((asked) => asked === key))) return "answer-mismatch";
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
    isVerified(found) &&
    !proofs.some(({ controlledByIssuer }) => controlledByIssuer)
  );
}

/**
 * Whether the credential says to be of another institution of this network than the one whose batch it is in: by number,
 * or by a DID on the other's domain.
 */
function namesAnother({ id, institutions }: ClaimedIssuer, facts: ChainFacts, issuing: number): boolean {
  const host = didWebHost(id ?? "");
  const owners = facts.institutions.filter(({ domain }) => host !== null && domain.toLowerCase() === host);
  return (
    institutions.some((named) => named.network === facts.network && named.institution !== issuing) ||
    (owners.length > 0 && owners.every((owner) => owner.id !== issuing))
  );
}

/**
 * Whether a name as it is written, perhaps in several languages, is one that the network knows; none is no lie. A
 * registered name may hold a second one in brackets, `Iyonada University (伊予灘大学)`: either alone is the institution's.
 */
function isNamed(written: JsonValue, known: string): boolean {
  const names = written === null ? [] : listOf(written).map((one) => (isObject(one) ? member(one, "@value") : one));
  const plain = (name: string) => name.normalize("NFC").trim();
  const [, first, second] = /^([^()]+) \(([^()]+)\)$/.exec(known.trim()) ?? [];
  const registered = [known, first, second].flatMap((name) => (name === undefined ? [] : [plain(name)]));
  return names.length === 0 || names.some((name) => typeof name === "string" && registered.includes(plain(name)));
}
