import { checkPresentationFormat, holderNamed } from "../credential/format-presentation.js";
import { PeersealError } from "../errors.js";
import type { ProofEvidence, ProofResult } from "../judge/evidence.js";
import type { CheckResult, VerifierPolicy } from "../judge/verdict.js";
import type { Digest, JsonObject, JsonValue } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import type { OpenedPresentation } from "./open.js";
import { PRESENTATION_REASONS, PRESENTATION_WORDS, type PresentationReason, type PresentationWord } from "./reasons.js";

/** The four checks of a presentation, in the order in which they are told. */
export const PRESENTATION_CHECKS = ["format", "signature", "holder", "challenge"] as const;
/** One question about a presentation, answered. */
export type PresentationCheck = {
  readonly check: (typeof PRESENTATION_CHECKS)[number];
  readonly result: CheckResult;
  readonly reason: PresentationReason;
  readonly evidence: { readonly [key: string]: JsonValue };
};

/** What was found out about a presentation itself: not about the credentials in it. */
export type PresentationVerdict = {
  readonly verdict: PresentationWord;
  readonly checks: readonly PresentationCheck[];
  /** Who the presentation says holds it; believe it only where the check `holder` passed. */
  readonly holder: string | null;
  readonly digest: Digest;
  /** Unix seconds. */
  readonly now: number;
};

/** What a verifier had the holder sign, so that no copy of an earlier presentation passes. */
export type PresentationAsked = {
  readonly challenge?: string;
  readonly domain?: string;
};

/**
 * Judges a presentation itself by the results of its proofs: pure and total. What is not known is never good.
 *
 * @param now Unix seconds
 * @throws `internal` when the proof results are about another document than the one opened
 */
export function judgePresentation(
  opened: OpenedPresentation,
  proofs: ProofEvidence,
  asked: PresentationAsked,
  policy: Pick<VerifierPolicy, "suites">,
  now: number,
): PresentationVerdict {
  if (proofs.digest !== opened.digest) {
    throw new PeersealError("internal", "The proof results are about another presentation.", {
      details: { opened: opened.digest, proofs: proofs.digest },
    });
  }
  const holder = holderNamed(opened.presentation);
  const signed = signatureReason(opened, proofs, policy);
  const challenge = challengeReason(opened, asked);
  const { ok, model, issues } = checkPresentationFormat(opened.presentation);
  const checks: readonly PresentationCheck[] = [
    conclude("format", ok ? "well-formed" : "format-invalid", {
      model,
      issues: issues.map(({ path, code }) => ({ path, code })),
    }),
    conclude("signature", signed, { proofs: proofs.proofs.map((proof) => ({ ...proof })) }),
    conclude("holder", holderReason(holder, signed, proofs.proofs), { holder }),
    conclude("challenge", challenge, { ...asked }),
  ];
  return { verdict: wordOf(checks), checks, holder, digest: opened.digest, now };
}

function conclude(
  check: PresentationCheck["check"],
  reason: PresentationReason,
  evidence: { readonly [key: string]: JsonValue },
): PresentationCheck {
  return { check, result: PRESENTATION_REASONS[reason].result, reason, evidence };
}

function wordOf(checks: readonly PresentationCheck[]): PresentationWord {
  const words = new Set(
    checks.map(({ result, reason }): PresentationWord => {
      const told = PRESENTATION_REASONS[reason];
      if (result === "fail") return "word" in told ? told.word : "incomplete";
      return result === "unknown" ? "incomplete" : "valid";
    }),
  );
  return PRESENTATION_WORDS.find((word) => words.has(word)) ?? "incomplete";
}

/** One wrong proof is enough to fail, and all must be verified to pass. */
function signatureReason(
  { presentation, jwt }: OpenedPresentation,
  { proofs }: ProofEvidence,
  { suites }: Pick<VerifierPolicy, "suites">,
): PresentationReason {
  const written = listOf(member(presentation, "proof")).length + (jwt === null ? 0 : 1);
  const invalid = proofs.find(({ outcome }) => outcome === "invalid");
  if (invalid !== undefined) return invalid.reason === "signature-invalid" ? "signature-invalid" : "proof-unfit";
  if (written === 0) return "no-proof";
  if (proofs.some(({ outcome }) => outcome === "expired")) return "proof-expired";
  if (proofs.length !== written || proofs.some(({ outcome }) => outcome !== "verified")) return "proof-unchecked";
  return proofs.every(({ suite }) => suites.includes(suite)) ? "proofs-verified" : "suite-not-allowed";
}

function holderReason(
  holder: string | null,
  signed: PresentationReason,
  proofs: readonly ProofResult[],
): PresentationReason {
  if (signed !== "proofs-verified") return "holder-unproven";
  if (holder === null) return "holder-unnamed";
  return proofs.some(({ controlledByIssuer }) => controlledByIssuer) ? "holder-proven" : "holder-not-signer";
}

/** Every proof must answer the challenge: beside one that does, a copied one would prove nothing. */
function challengeReason(opened: OpenedPresentation, { challenge, domain }: PresentationAsked): PresentationReason {
  if (challenge === undefined && domain === undefined) return "challenge-not-asked";
  const answers = answersOf(opened);
  const all = (isRight: (answer: Answer) => boolean) => answers.length > 0 && answers.every(isRight);
  if (challenge !== undefined && !all((answer) => answer.challenge === challenge)) return "challenge-differs";
  // A proof may be for several verifiers; for one among others it is still for that one.
  if (domain !== undefined && !all((answer) => listOf(answer.domain).includes(domain))) return "domain-differs";
  return challenge === undefined ? "challenge-not-asked" : "challenge-answered";
}

type Answer = { readonly challenge: JsonValue; readonly domain: JsonValue };

function answersOf({ presentation, answer }: OpenedPresentation): readonly Answer[] {
  const inProofs = listOf(member(presentation, "proof")).map((proof) => ({
    challenge: fieldOf(proof, "challenge"),
    domain: fieldOf(proof, "domain"),
  }));
  return answer === null ? inProofs : [answer, ...inProofs];
}

function fieldOf(proof: JsonValue, name: string): JsonValue {
  return isObject(proof) ? (member(proof, name) ?? null) : null;
}

/**
 * Whether a credential speaks of the holder: `unnamed` where a subject has no id, as with learners who are named only by
 * a salted hash.
 */
export function subjectIs(credential: JsonObject, holder: string | null): "holder" | "another" | "unnamed" {
  const ids = listOf(member(credential, "credentialSubject")).map((subject) =>
    isObject(subject) ? member(subject, "id") : undefined,
  );
  if (ids.length === 0 || ids.includes(undefined)) return "unnamed";
  return holder !== null && ids.every((id) => id === holder) ? "holder" : "another";
}
