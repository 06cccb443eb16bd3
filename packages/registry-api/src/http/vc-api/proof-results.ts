import {
  type JsonObject,
  type JsonValue,
  listOf,
  openPresentation,
  type ProofEvidence,
  type ProofResult,
  type ProveOptions,
  prove,
  proveJwt,
  provePresentation,
  type wire,
} from "@peerseal/sdk";
import { problem } from "./problems.js";

/** A proof as it was given, and what is wrong with it; null: nothing. */
export type CheckedProof = { readonly input: JsonValue; readonly problem: wire.ProblemDetail | null };

/** A document with its proofs, or what was in a JWT. */
export type Secured = {
  readonly kind: "credential" | "presentation";
  readonly document: JsonObject;
  readonly jwt: string | null;
  /** False: it names nobody whose key it must be. */
  readonly isSignerNamed: boolean;
};

/** Every proof of a document or of the JWT around it; none at all is a problem of its own. */
export async function proofOf(
  { kind, document, jwt, isSignerNamed }: Secured,
  options: ProveOptions,
): Promise<{ readonly proofs: readonly CheckedProof[] }> {
  const evidence = jwt === null ? await prove(document, options) : await jwtEvidence(kind, jwt, options);
  if (evidence.proofs.length === 0) {
    return { proofs: [{ input: {}, problem: problem("cryptographic", "no-proof", "Nobody has signed it.") }] };
  }
  const written = listOf(document.proof);
  const before = jwt === null ? 0 : 1;
  const proofs = evidence.proofs.map((result, i): CheckedProof => {
    const input = i < before ? { alg: result.suite, kid: result.verificationMethod } : (written[i - before] ?? {});
    return { input, problem: problemOf(result, isSignerNamed) };
  });
  return { proofs };
}

/** A JWT around a presentation is signed by its holder, one around a credential by its issuer. */
async function jwtEvidence(kind: Secured["kind"], jwt: string, options: ProveOptions): Promise<ProofEvidence> {
  return kind === "credential" ? proveJwt(jwt, options) : provePresentation(openPresentation(jwt), options);
}

/** What is wrong with a proof in W3C's words; `title` is the reason code of ours. */
function problemOf(
  { outcome, reason, controlledByIssuer }: ProofResult,
  isSignerNamed: boolean,
): wire.ProblemDetail | null {
  if (reason === "challenge-differs") return problem("challenge", reason, "The proof is not for this challenge.");
  if (reason === "domain-differs") return problem("domain", reason, "The proof is not for this domain.");
  switch (outcome) {
    case "verified":
      if (reason === "base-proof") {
        return problem("proof", reason, "A base proof is for the holder: derive a credential from it first.");
      }
      if (controlledByIssuer || !isSignerNamed) return null;
      return problem("cryptographic", "not-the-signer", "The key of the proof is not one of the issuer or holder.");
    case "invalid":
      return problem("cryptographic", reason, `The proof does not verify: ${reason}.`);
    case "expired":
      return problem("proof", reason, "The proof has an end, which is over.");
    case "unsupported":
      return problem("proof", reason, `The proof is of a kind that is not verified here: ${reason}.`);
    case "unresolvable":
      return problem("proof", reason, `The key of the proof could not be had from its owner: ${reason}.`);
    case "context-missing":
      return problem("proof", reason, "A JSON-LD context is not bundled here; none is fetched.");
  }
}
