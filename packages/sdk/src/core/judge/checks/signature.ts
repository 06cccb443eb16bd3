import { listOf, member } from "../../values.js";
import { type Case, conclude } from "../case.js";
import type { ProofOutcome, ProofResult } from "../evidence.js";
import type { ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";

/** Do all proofs verify, with an allowed cryptosuite? */
export function signature(found: Case): Check {
  const proofs = found.evidence.proofs.proofs.map((proof) => ({ ...proof }));
  return conclude("signature", signatureReason(found), { evidence: { proofs } });
}

/**
 * The reason of the signature check. One wrong proof is enough to fail, whatever could not be found out about the
 * others; all must be verified to pass, not just one of the set.
 */
export function signatureReason({ credential, evidence, policy }: Case): ReasonCode {
  const { proofs } = evidence.proofs;
  const written = listOf(member(credential, "proof")).length;
  if (proofs.some((proof) => proof.outcome === "invalid" && proof.controlledByIssuer)) return "signature-invalid";
  if (proofs.some(({ outcome }) => outcome === "invalid")) return "signature-invalid-other-key";
  if (written === 0) return "no-proof";
  if (proofs.length !== written) return "proofs-unchecked";
  for (const proof of proofs) {
    const reason = openQuestion(proof, policy.suites);
    if (reason !== null) return reason;
  }
  return "proofs-verified";
}

const OPEN: Readonly<Record<Exclude<ProofOutcome, "verified" | "invalid">, ReasonCode>> = {
  unsupported: "suite-unsupported",
  unresolvable: "key-unresolvable",
  expired: "proofs-unchecked",
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
