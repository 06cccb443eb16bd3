import type { Opened } from "../credential/open.js";
import { credentialDigest } from "../digest.js";
import { PeersealError } from "../errors.js";
import { type Case, caseOf, conclude } from "./case.js";
import { anchor } from "./checks/anchor.js";
import { course } from "./checks/course.js";
import { format } from "./checks/format.js";
import { issuer } from "./checks/issuer.js";
import { quality } from "./checks/quality.js";
import { recognition } from "./checks/recognition.js";
import { signature } from "./checks/signature.js";
import { status } from "./checks/status.js";
import { validity } from "./checks/validity.js";
import { judgeEnclosed } from "./enclosed.js";
import type { Evidence } from "./evidence.js";
import { reasonOf } from "./reasons.js";
import {
  CHECKS,
  type Check,
  type CheckName,
  VERDICTS,
  type Verdict,
  type VerdictWord,
  type VerifierPolicy,
} from "./verdict.js";

/*
 * Which facts lead to which word. "Proven anchor": receipt and credential agree (digest, index below size, Merkle proof
 * to the root), and the answer says that the receipt's values are what this institution anchored.
 *
 *   fact                                                              check      reason                       word
 *   structure at fault                                                format     format-invalid               malformed
 *   receipt is about another digest                                   anchor     digest-differs               altered
 *   status entry and receipt name different places                    status     status-receipt-differ        altered
 *   proof wrong, key of the issuer's DID                              signature  signature-invalid            altered
 *   proof wrong, another key                                          signature  signature-invalid-other-key  forged
 *   did:web of the institution's domain names the key in its URL and the chain says that it was the institution's for
 *   issuing at the proven anchor: as if the DID's document had listed it
 *     proof right                                                     signature  proofs-verified              -
 *     proof wrong                                                     signature  signature-invalid            altered
 *     proof right, the chain knows no such key of the institution     issuer     key-not-authorised           forged
 *     proof right, the DID stands on no domain of the institution     issuer     key-unconfirmed              incomplete
 *     the chain or the anchor out of reach                            signature  key-unresolvable             incomplete
 *   DID document lists the key otherwise, or not for asserting        signature  signature-invalid-other-key  forged
 *   DID document does not list the key, nor does the chain know it    signature  key-not-listed               forged
 *   proof right, and over by its own end                              signature  proof-expired                expired
 *   proofs right, issuer is a did:key, none is by that key            issuer     key-not-issuers              forged
 *   proven anchor, the issuer gives itself another member's number,
 *   or a DID on its domain                                            issuer     issuer-other-institution     forged
 *   proven anchor, member active, key not for issuing then            issuer     key-not-authorised           forged
 *   proven anchor, member active, that key compromised by then        issuer     key-compromised              untrusted-issuer
 *   proven anchor, key of the anchor compromised by then              issuer     anchor-key-not-authorised    untrusted-issuer
 *   proven anchor, institution suspended then                         issuer     institution-suspended        untrusted-issuer
 *   proven anchor, institution not a member then                      issuer     institution-not-member       untrusted-issuer
 *   no proof in a file that names a batch                             signature  no-proof                     untrusted-issuer
 *   suspended, closed or merged after the anchor; key retired,
 *   rotated or compromised after it                                   issuer     key-authorised(-then)        - (a note)
 *   a published list, named beside the chain or instead, says so     status     revoked-by-list, suspended-by-list
 *                                                                                                             revoked, suspended
 *   such a list is unreachable, unsigned, altered, out of date,
 *   unfit, or clear but not the issuer's own                         status     status-list-...              incomplete
 *   everything proven, on a network that only the file chose          issuer     network-not-chosen           incomplete
 *   no receipt, no status entry of ours                               anchor     no-anchor                    not-anchored
 *   selectively disclosed                                             anchor     derived                      not-anchored
 *   index not below size; Merkle proof leads elsewhere                anchor     index-outside-batch, proof-mismatch
 *                                                                                                             not-anchored
 *   receipt or status entry of another network or chain               anchor     receipt-of-another-network,
 *                                                                                status-of-another-network    not-anchored
 *   this institution anchored no such batch, or another one           anchor     batch-unknown, commitment-differs
 *                                                                                                             not-anchored
 *   anchored after the date asked for                                 anchor     anchored-later               not-anchored
 *   achievement names no version, or another than the batch's         course     achievement-names-no-version,
 *                                                                                version-of-another-network,
 *                                                                                other-version                wrong-course
 *   institution neither owned nor delivered the course then           course     may-not-issue                wrong-course
 *   descriptor given is not that of the version                       course     descriptor-differs           wrong-course
 *
 * Whose key it was is asked only about a proven anchor: without one there is no time to ask about, and a stranger's
 * receipt would make a forgery of a genuine file. Bits count without one: the chain answers from the credential alone.
 * For a status entry of ours no published list counts: one that contradicts the chain is a note in the evidence.
 */

/** Checks that must not fail, nor stay unknown, for `valid`. */
export const REQUIRED = [
  "format",
  "signature",
  "issuer",
  "anchor",
  "status",
  "validity",
  "course",
] as const satisfies readonly CheckName[];

/** The suites that can be checked here, and no network: choose one, `{ ...DEFAULT_POLICY, network }`. */
export const DEFAULT_POLICY: VerifierPolicy = {
  suites: [
    "eddsa-rdfc-2022",
    "eddsa-jcs-2022",
    "ecdsa-rdfc-2019",
    "ecdsa-jcs-2019",
    "ecdsa-sd-2023",
    "Ed25519Signature2020",
    "EdDSA",
    "ES256",
    "ES384",
    "RS256",
  ],
  network: null,
};

/**
 * Judges a credential by evidence gathered before: pure, synchronous, total. All nine checks run, whatever the first
 * ones say. What is not known is never good: with a required check unknown the verdict is `incomplete` at best. The
 * facts must be about this very file: its place, its receipt and the keys that signed it.
 *
 * @param now time of judging, Unix seconds. @param at time that the verdict is about; without it, `now`.
 * @throws `internal` when the proof results are about another document than the one opened.
 *
 * @example
 * const policy = { ...DEFAULT_POLICY, network };
 * const verdict = judge(await open(bytes), { proofs, chain, courseVersion: null }, policy, 1_793_491_200);
 */
export function judge(opened: Opened, evidence: Evidence, policy: VerifierPolicy, now: number, at = now): Verdict {
  const digest = credentialDigest(opened.credential);
  if (evidence.proofs.digest !== digest || opened.digest !== digest) {
    throw new PeersealError("internal", "The proof results are about another document.", {
      details: { digest, opened: opened.digest, proofs: evidence.proofs.digest },
    });
  }
  const found = caseOf(opened, digest, evidence, policy, now, at);
  const review = attempt(() => quality(found)) ?? { check: conclude("quality", "answer-invalid"), answer: null };
  const checks = CHECKS.map((name) => {
    if (name === "quality") return review.check;
    const check = CHECKERS[name];
    return attempt(() => check(found)) ?? conclude(name, "answer-invalid");
  });
  return {
    verdict: wordOf(checks),
    checks,
    quality: review.answer,
    // Evidence that has not its form is none: what is inside is told all the same, as unknown.
    enclosed:
      attempt(() => judgeEnclosed(found)) ?? judgeEnclosed({ ...found, evidence: { ...evidence, enclosed: [] } }),
    digest,
    network: networkOf(found),
    at,
    now,
  };
}

const CHECKERS: Readonly<Record<Exclude<CheckName, "quality">, (found: Case) => Check>> = {
  format,
  signature,
  issuer,
  anchor,
  status,
  validity,
  course,
  recognition,
};

/** Evidence may have been read from a file: what has not the form of its type is unknown, neither a crash nor good. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** Exit code of a verdict: 0 valid, 2 not to be trusted, 3 no longer or not yet good, 4 could not be checked. */
export function exitCode(word: VerdictWord): number {
  switch (word) {
    case "valid":
      return 0;
    case "malformed":
    case "altered":
    case "forged":
    case "untrusted-issuer":
    case "not-anchored":
    case "wrong-course":
      return 2;
    case "revoked":
    case "replaced":
    case "suspended":
    case "expired":
    case "not-yet-valid":
      return 3;
    case "incomplete":
      return 4;
  }
}

function wordOf(checks: readonly Check[]): VerdictWord {
  const required = checks.filter(({ check }) => REQUIRED.some((name) => name === check));
  const isForeign = required.some(({ reason }) => reason === "no-anchor");
  const words = new Set(required.map((check) => wordOfCheck(check, isForeign)));
  return VERDICTS.find((word) => words.has(word)) ?? "incomplete";
}

function wordOfCheck({ result, reason }: Check, isForeign: boolean): VerdictWord {
  switch (result) {
    case "pass":
    case "warn":
    case "not-applicable":
      return "valid";
    case "unknown":
      return "incomplete";
    case "fail":
      // An unsigned file that names no batch claims no issuer of ours that could be distrusted.
      if (reason === "no-proof" && isForeign) return "not-anchored";
      return reasonOf(reason)?.verdict ?? "incomplete";
  }
}

function networkOf({ chain, place, policy }: Case): Verdict["network"] {
  if (chain.state === "gathered") return chain.facts.network;
  return policy.network ?? place?.network ?? null;
}
