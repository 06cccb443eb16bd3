import { issuerNamed } from "../core/credential/names.js";
import type { ProofEvidence, ProofResult } from "../core/judge/evidence.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf, member } from "../core/values.js";
import { attribute, type Finding } from "./attribute.js";
import type { ProofPurpose } from "./did-document.js";
import type { Multikey } from "./multikey.js";
import { previousProofs } from "./proof-chain.js";
import { type Expected, expiryOf, faultOf, suiteNamed } from "./proof-fields.js";
import { PLAIN_TOOLS, type ProofTools } from "./proof-tools.js";
import { type LoadDid, remembering, resolveMethod } from "./resolve.js";
import { checkSignature, formOf, type Signed, type SupportedSuite, signedDocument, supportedSuite } from "./suites.js";
import { type Survey, survey } from "./survey.js";

/** Proofs that are looked at; a document with more has none of them checked. */
const MAX_PROOFS = 16;
/** Of those, proofs of selective disclosure: each reads the document anew and checks a signature a statement. */
const MAX_SELECTIVE = 4;
// Limits before JSON-LD processing, which takes time that grows with the square of some of these.
const MAX_VALUES = 5_000;
const MAX_CHARACTERS = 4_000_000;
const MAX_CONTEXTS = 200;

/** What proofs are checked against. */
export type ProveOptions = {
  /** Gets DID documents; without it only did:key resolves. */
  readonly loadDid?: LoadDid;
  /** Unix seconds; without it, whether a proof or a key that has an end still counts is not known. */
  readonly now?: number;
  /** What every proof must be for; `assertionMethod` unless given. */
  readonly proofPurpose?: ProofPurpose;
  /** What the verifier had the holder sign: every proof must hold just these. */
  readonly challenge?: string;
  readonly domain?: string;
  /** What to check with; {@link rememberingTools} are the better ones for many documents that are alike. */
  readonly tools?: ProofTools;
  /**
   * Whether contexts may be written out in the document; refused unless given. Such a context may call a word of the
   * standards by another name: only for who also asks `checkFormat`, which refuses that.
   */
  readonly inlineContexts?: boolean;
};

/**
 * Checks every proof of a credential, or of any other document, and reports on each: signatures and the ends of proofs,
 * neither the dates of the credential nor its status, so that the signature of an expired credential still counts.
 *
 * - `verified`, `invalid`: found out, for the suites of {@link SUPPORTED_SUITES}; reason `base-proof`: right, and of a
 *   kind that only the holder should have. A proof of a chain counts only if those that it follows do;
 * - `expired`: right, and over;
 * - `unsupported`: another suite or kind of key, too much work, or an end without a clock;
 * - `unresolvable`: the key's owner could not be asked, or has ended the key. Where a key is known all the same, `agrees`
 *   says whether the signature is that key's; that binds the signature to a key but the key to nobody;
 * - `context-missing`: a JSON-LD context is not bundled, or is written out in the document.
 *
 * A document without proof gives no results. `controlledByIssuer` of a presentation speaks of its holder.
 *
 * @throws the `json-*` codes of `credentialDigest` where the value is no JSON
 */
export async function prove(document: JsonObject, options: ProveOptions = {}): Promise<ProofEvidence> {
  const { proof, ...unsecured } = document;
  const proofs = listOf(proof);
  const { loadDid, now, challenge, domain, tools = PLAIN_TOOLS } = options;
  const { proofPurpose = "assertionMethod", inlineContexts = false } = options;
  const digest = tools.digest(document);
  const task: Task = {
    issuer: signerNamed(document),
    documentContext: unsecured["@context"],
    survey: survey(document),
    proofs,
    signed: signedDocument(unsecured, tools),
    loadDid: loadDid === undefined ? undefined : remembering(loadDid),
    expected: { purpose: proofPurpose, now, challenge, domain },
    inlineContexts,
  };
  const results: ProofResult[] = [];
  for (const each of proofs) results.push(await proveOne(task, each));
  return { digest, proofs: chained(proofs, results) };
}

type Task = {
  readonly issuer: string | null;
  readonly documentContext: JsonValue | undefined;
  readonly survey: Survey;
  readonly proofs: readonly JsonValue[];
  readonly signed: Signed;
  readonly loadDid: LoadDid | undefined;
  readonly expected: Expected;
  readonly inlineContexts: boolean;
};

/** Who must have signed: the issuer, or the holder of a presentation. */
function signerNamed(document: JsonObject): string | null {
  const { id } = issuerNamed(document);
  if (id !== null) return id;
  const holder = member(document, "holder");
  const named = isObject(holder) ? member(holder, "id") : holder;
  return typeof named === "string" ? named : null;
}

async function proveOne(task: Task, proof: JsonValue): Promise<ProofResult> {
  const named = suiteNamed(proof);
  const method = isObject(proof) && typeof proof.verificationMethod === "string" ? proof.verificationMethod : null;
  const result = (finding: Finding, more: Partial<ProofResult> = {}): ProofResult => ({
    ...finding,
    suite: named ?? "unknown",
    verificationMethod: method,
    key: null,
    controlledByIssuer: false,
    ...more,
  });
  if (!isObject(proof) || named === null) return result({ outcome: "invalid", reason: "proof-malformed" });
  const suite = supportedSuite(proof);
  if (suite === null) return result({ outcome: "unsupported", reason: "suite-unsupported" });
  const beyond = beyondUs(task, proof);
  if (beyond !== null) return result({ outcome: "unsupported", reason: beyond });
  if (method === null) return result({ outcome: "invalid", reason: "proof-malformed" });

  const { loadDid, expected } = task;
  const resolved = await resolveMethod(method, {
    purpose: expected.purpose,
    ...(loadDid === undefined ? {} : { loadDid }),
    ...(expected.now === undefined ? {} : { now: expected.now }),
  });
  return attribute(resolved, task.issuer, result, {
    byKey: (key) => checkOne(task, suite, proof, key),
    byJwk: async () => ({ outcome: "invalid", reason: "key-type" }),
  });
}

/** Whether the signature is that of the key. */
async function checkOne(task: Task, suite: SupportedSuite, proof: JsonObject, key: Multikey): Promise<Finding> {
  const { expected, proofs } = task;
  const fault = faultOf(proof, suite, task.documentContext, expected);
  if (fault !== null) return { outcome: "invalid", reason: fault };
  if (!formOf(suite).keys.some((type) => type === key.type)) return { outcome: "invalid", reason: "key-type" };
  if (formOf(suite).canonical !== "jcs") {
    if (task.survey.inlineContext && !task.inlineContexts)
      return { outcome: "context-missing", reason: "context-inline" };
    if (task.survey.missingContexts.length > 0) return { outcome: "context-missing", reason: "context-missing" };
    if (task.survey.passedOver) return { outcome: "invalid", reason: "content-unsigned" };
  }
  const previous = proof.previousProof === undefined ? [] : previousProofs(proofs, proof.previousProof);
  if (previous === null) return { outcome: "invalid", reason: "previous-proof-missing" };
  switch (await checkSignature(task.signed, suite, proof, key, previous)) {
    case "verified":
      return ended(proof, expected) ?? { outcome: "verified", reason: "signature-valid" };
    case "base":
      return ended(proof, expected) ?? { outcome: "verified", reason: "base-proof" };
    case "invalid":
      return { outcome: "invalid", reason: "signature-invalid" };
    case "too-complex":
      return { outcome: "unsupported", reason: "too-complex" };
    case "ambiguous":
      return { outcome: "unsupported", reason: "text-ambiguous" };
  }
}

function ended(proof: JsonObject, { now }: Expected): Finding | null {
  if (proof.expires === undefined) return null;
  if (now === undefined) return { outcome: "unsupported", reason: "proof-expiry-unknown" };
  const expires = expiryOf(proof);
  return expires !== null && now * 1_000 < expires ? null : { outcome: "expired", reason: "proof-expired" };
}

/** Why this proof is beyond what we check, or null. */
function beyondUs({ survey: { values, characters, contexts }, proofs }: Task, proof: JsonObject): string | null {
  const selective = proofs.filter((each) => isObject(each) && supportedSuite(each) === "ecdsa-sd-2023");
  if (proofs.length > MAX_PROOFS || selective.length > MAX_SELECTIVE) return "too-many-proofs";
  if (values > MAX_VALUES || characters > MAX_CHARACTERS || contexts > MAX_CONTEXTS) return "too-large";
  return listOf(proof.previousProof).length > MAX_PROOFS ? "too-large" : null;
}

/** A proof that follows others is verified only if they are; whichever way the file orders them. */
function chained(proofs: readonly JsonValue[], own: readonly ProofResult[]): ProofResult[] {
  const results = [...own];
  // Each round may unsettle proofs that follow those of the round before.
  for (let round = 0; round < proofs.length; round += 1) {
    for (const [i, proof] of proofs.entries()) {
      const result = results[i];
      if (result?.outcome !== "verified" || !isObject(proof) || proof.previousProof === undefined) continue;
      const previous = previousProofs(proofs, proof.previousProof) ?? [];
      const before = previous.map((each) => results[proofs.indexOf(each)]?.outcome);
      if (before.every((outcome) => outcome === "verified")) continue;
      results[i] = before.includes("invalid")
        ? { ...result, outcome: "invalid", reason: "previous-proof-invalid" }
        : { ...result, outcome: "unresolvable", reason: "previous-proof-unverified" };
    }
  }
  return results;
}
