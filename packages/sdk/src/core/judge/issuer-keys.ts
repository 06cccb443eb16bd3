import { didWebHost } from "../credential/did-web.js";
import { issuerNamed } from "../credential/names.js";
import type { JsonObject, KeyId } from "../types.js";
import { type Case, institutionOf, provenAnchor } from "./case.js";
import { MOST_KEYS, type ProofResult } from "./evidence.js";
import { standingAt } from "./standing.js";

/*
 * An institution issues as the `did:web` of its domain, and names its key in the method's URL. Its DID document may be
 * out of reach, or a later one that has dropped the key; the chain knows both the domain and the key for ever.
 */

/**
 * The keys to ask the chain about: those shown to be the issuer's, and those that the issuer's `did:web` merely names.
 * Whoever asks and whoever judges the answer read them here, so that they never speak of different ones.
 */
export function issuerKeys(credential: JsonObject, proofs: readonly ProofResult[]): readonly KeyId[] {
  const issuer = issuerNamed(credential).id;
  return proofs.flatMap((proof) =>
    proof.key !== null && (proof.controlledByIssuer === true || isNamedOnly(proof, issuer)) ? [proof.key] : [],
  );
}

/** Whether a proof's key is one that the issuer's `did:web` names and no DID document vouches for now. */
export function isNamedOnly({ verificationMethod, key, agrees }: ProofResult, issuer: string | null): boolean {
  if (agrees === undefined || key === null || issuer === null || didWebHost(issuer) === null) return false;
  return verificationMethod?.startsWith(`${issuer}#`) === true;
}

/** Whether the issuer's `did:web` stands on the domain of the institution whose batch it is. */
export function isOnItsDomain(found: Case): boolean {
  const host = didWebHost(issuerNamed(found.credential).id ?? "");
  const proven = provenAnchor(found);
  const institution = proven === null ? null : institutionOf(found, proven.batch.institution);
  return host !== null && institution !== null && host === institution.domain.toLowerCase();
}

/**
 * The proofs with the chain's word about keys that are only named: it counts where the network was chosen and not only
 * named by the file, the anchor is proven, the DID stands on the domain of the institution as the chain attests it, and
 * every key of the issuer was the institution's for issuing then. A wrong signature is then the issuer's too.
 */
export function settledProofs(found: Case): readonly ProofResult[] {
  const { proofs } = found.evidence.proofs;
  const issuer = issuerNamed(found.credential).id;
  if (!proofs.some((proof) => isNamedOnly(proof, issuer)) || !isConfirmed(found)) return proofs;
  return proofs.map((proof) =>
    isNamedOnly(proof, issuer) && isOpen(proof)
      ? { ...proof, outcome: proof.agrees === true ? "verified" : "invalid", controlledByIssuer: true }
      : proof,
  );
}

/** Whether the proof's key is all that is open about it. */
function isOpen({ outcome, reason }: ProofResult): boolean {
  return outcome === "unresolvable" || (outcome === "invalid" && reason === "method-not-listed");
}

function isConfirmed(found: Case): boolean {
  const proven = provenAnchor(found);
  if (found.policy.network === null || proven === null || !isOnItsDomain(found)) return false;
  const institution = institutionOf(found, proven.batch.institution);
  if (institution === null || standingAt(institution, proven.anchoredAt)?.standing !== "active") return false;
  const keys = new Set(issuerKeys(found.credential, found.evidence.proofs.proofs));
  if (keys.size === 0 || keys.size > MOST_KEYS) return false;
  const { asked, credentialKeyAuthorised } = proven.batch;
  return credentialKeyAuthorised === true && [...keys].every((key) => asked.credentialKeys.includes(key));
}
