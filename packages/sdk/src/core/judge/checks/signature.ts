import { issuerNamed } from "../../credential/names.js";
import { listOf, member } from "../../values.js";
import { type Case, conclude, provenAnchor } from "../case.js";
import type { ProofOutcome, ProofResult } from "../evidence.js";
import { isNamedOnly, settledProofs } from "../issuer-keys.js";
import type { ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";

/** Do all proofs verify, with an allowed cryptosuite? */
export function signature(found: Case): Check {
  const proofs = found.evidence.proofs.proofs.map((proof) => ({ ...proof }));
  const settled = settledProofs(found) !== found.evidence.proofs.proofs;
  return conclude("signature", signatureReason(found), {
    evidence: { proofs },
    // The chain's word about a key makes it the chain's answer too.
    ...(settled ? { chain: found.chain, at: provenAnchor(found)?.anchoredAt ?? null } : {}),
  });
}

/**
 * The reason of the signature check. One wrong proof is enough to fail, whatever could not be found out about the
 * others; all must be verified to pass, not just one of the set.
 */
export function signatureReason(found: Case): ReasonCode {
  const { credential, opened, policy } = found;
  const proofs = settledProofs(found);
  const written = listOf(member(credential, "proof")).length + (opened.jwt === null ? 0 : 1);
  const invalid = proofs.filter(({ outcome }) => outcome === "invalid");
  if (invalid.some(({ controlledByIssuer }) => controlledByIssuer)) return "signature-invalid";
  if (invalid.some((proof) => !isUnlisted(proof))) return "signature-invalid-other-key";
  if (invalid.length > 0) return wasAsked(found) ? "key-not-listed" : "key-unresolvable";
  if (written === 0) return "no-proof";
  if (proofs.length !== written) return "proofs-unchecked";
  for (const proof of proofs) {
    const reason = openQuestion(proof, policy.suites);
    if (reason !== null) return reason;
  }
  return proofs.some(({ reason }) => reason === "base-proof") ? "base-proof" : "proofs-verified";
}

/** Whether every proof is verified: with or without a base proof among them. */
export function isVerified(found: Case): boolean {
  const reason = signatureReason(found);
  return reason === "proofs-verified" || reason === "base-proof";
}

/** Whether every proof would be verified if the keys that the issuer's DID only names were the issuer's. */
export function isVerifiedIfNamed(found: Case): boolean {
  const issuer = issuerNamed(found.credential).id;
  const proofs = settledProofs(found).map((proof) =>
    isNamedOnly(proof, issuer) && proof.agrees === true ? { ...proof, outcome: "verified" as const } : proof,
  );
  const evidence = { ...found.evidence, proofs: { ...found.evidence.proofs, proofs } };
  return isVerified({ ...found, evidence });
}

/** The DID's document says nothing for this key: a key of the past may be meant, which the chain remembers. */
function isUnlisted({ reason, agrees }: ProofResult): boolean {
  return reason === "method-not-listed" && agrees !== false;
}

/** Whether there is nobody left to ask about a key that its DID does not list. */
function wasAsked(found: Case): boolean {
  return found.place === null || (found.policy.network !== null && provenAnchor(found) !== null);
}

const OPEN: Readonly<Record<Exclude<ProofOutcome, "verified" | "invalid">, ReasonCode>> = {
  unsupported: "suite-unsupported",
  unresolvable: "key-unresolvable",
  expired: "proof-expired",
  "context-missing": "context-missing",
};

function openQuestion({ outcome, suite }: ProofResult, suites: readonly string[]): ReasonCode | null {
  switch (outcome) {
    case "verified":
      return suites.includes(suite) ? null : "suite-not-allowed";
    case "invalid":
      return "signature-invalid";
    default:
      return OPEN[outcome] ?? "proofs-unchecked";
  }
}
