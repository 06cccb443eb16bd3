import { issuerNamed } from "../core/credential/names.js";
import { credentialDigest } from "../core/digest.js";
import type { ProofEvidence, ProofOutcome, ProofResult } from "../core/judge/evidence.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import { type Resolved, resolveMethod } from "./resolve.js";
import { type SignatureChecker, SUPPORTED_SUITES, type SupportedSuite, signatureChecker } from "./suites.js";
import { type Survey, survey } from "./survey.js";

/** Proofs that are looked at; a document with more has none of them checked. */
const MAX_PROOFS = 16;
// Limits before JSON-LD processing, which takes time that grows with the square of some of these.
const MAX_VALUES = 5_000;
const MAX_CHARACTERS = 4_000_000;
const MAX_CONTEXTS = 200;
/** Base58 of 64 bytes has 88 characters at most. */
const ED25519_PROOF_VALUE = /^z[1-9A-HJ-NP-Za-km-z]{64,88}$/;
/** XSD dateTimeStamp. */
const DATE_TIME_STAMP = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Checks every proof of a credential on its own and reports on each: signatures only, neither dates nor status, so that
 * the signature of an expired credential still counts. Keys are resolved from did:key only; nothing is fetched.
 *
 * - `verified`, `invalid`: found out, for eddsa-rdfc-2022 and eddsa-jcs-2022;
 * - `unsupported`: another suite, a proof chain, a proof that expires (that needs a clock), or too much work;
 * - `unresolvable`: the key would have to be fetched. Where the URL itself names an Ed25519 key, the reason says whether
 *   the signature agrees with it; that binds the signature to a key but the key to nobody;
 * - `context-missing`: a JSON-LD context is not bundled, or is written out in the document.
 *
 * A credential without proof gives no results.
 *
 * @throws the `json-*` codes of `credentialDigest` where the value is no JSON
 */
export async function prove(credential: JsonObject): Promise<ProofEvidence> {
  const digest = credentialDigest(credential);
  const { proof, ...document } = credential;
  const proofs = listOf(proof);
  const task: Task = {
    issuer: issuerNamed(credential).id,
    documentContext: document["@context"],
    survey: survey(credential),
    tooMany: proofs.length > MAX_PROOFS,
    check: signatureChecker(document),
  };
  const results: ProofResult[] = [];
  for (const each of proofs) results.push(await proveOne(task, each));
  return { digest, proofs: results };
}

type Task = {
  readonly issuer: string | null;
  readonly documentContext: JsonValue | undefined;
  readonly survey: Survey;
  readonly tooMany: boolean;
  readonly check: SignatureChecker;
};

type Finding = { readonly outcome: ProofOutcome; readonly reason: string };

async function proveOne(task: Task, proof: JsonValue): Promise<ProofResult> {
  const suite = suiteOf(proof);
  const method = isObject(proof) && typeof proof.verificationMethod === "string" ? proof.verificationMethod : null;
  const result = (finding: Finding, found?: Resolved & { state: "found" }): ProofResult => ({
    ...finding,
    suite: suite ?? "unknown",
    verificationMethod: method,
    key: found?.key ?? null,
    controlledByIssuer: found !== undefined && found.did === task.issuer,
  });
  if (!isObject(proof) || suite === null) return result({ outcome: "invalid", reason: "proof-malformed" });
  const supported = SUPPORTED_SUITES.find((name) => proof.type === "DataIntegrityProof" && name === suite);
  if (supported === undefined) return result({ outcome: "unsupported", reason: "suite-unsupported" });
  const beyond = beyondUs(task, proof);
  if (beyond !== null) return result({ outcome: "unsupported", reason: beyond });
  if (method === null) return result({ outcome: "invalid", reason: "proof-malformed" });

  const resolved = await resolveMethod(method);
  switch (resolved.state) {
    case "unfit":
      return result({ outcome: "invalid", reason: resolved.reason });
    case "found":
      return result(await findOut(task, supported, proof, resolved.multikey), resolved);
    case "unresolvable": {
      if (resolved.hint === null) return result({ outcome: "unresolvable", reason: "key-unresolvable" });
      const { outcome } = await findOut(task, supported, proof, resolved.hint);
      return result({ outcome: "unresolvable", reason: HINTED[outcome] });
    }
  }
}

const HINTED: Record<ProofOutcome, string> = {
  verified: "key-unresolvable-url-key-agrees",
  invalid: "key-unresolvable-url-key-disagrees",
  unsupported: "key-unresolvable",
  unresolvable: "key-unresolvable",
  "context-missing": "key-unresolvable",
};

/** Whether the signature is that of the key. */
async function findOut(task: Task, suite: SupportedSuite, proof: JsonObject, multikey: string): Promise<Finding> {
  const fault = faultOf(task, proof);
  if (fault !== null) return { outcome: "invalid", reason: fault };
  if (suite === "eddsa-rdfc-2022") {
    if (task.survey.inlineContext) return { outcome: "context-missing", reason: "context-inline" };
    if (task.survey.missingContexts.length > 0) return { outcome: "context-missing", reason: "context-missing" };
    if (task.survey.passedOver) return { outcome: "invalid", reason: "content-unsigned" };
  }
  switch (await task.check(suite, proof, multikey)) {
    case "verified":
      return { outcome: "verified", reason: "signature-valid" };
    case "invalid":
      return { outcome: "invalid", reason: "signature-invalid" };
    case "too-complex":
      return { outcome: "unsupported", reason: "too-complex" };
  }
}

/** Why this proof is beyond what we check, or null. */
function beyondUs({ survey: { values, characters, contexts }, tooMany }: Task, proof: JsonObject): string | null {
  if (tooMany) return "too-many-proofs";
  if (values > MAX_VALUES || characters > MAX_CHARACTERS || contexts > MAX_CONTEXTS) return "too-large";
  if (proof.previousProof !== undefined) return "proof-chain-unsupported";
  if (proof.expires !== undefined) return "proof-expiry-unsupported";
  return null;
}

/** What is wrong with the proof's own fields, or null. */
function faultOf({ documentContext }: Task, proof: JsonObject): string | null {
  if (proof.proofPurpose !== "assertionMethod") return "purpose-not-assertion";
  if (typeof proof.proofValue !== "string" || !ED25519_PROOF_VALUE.test(proof.proofValue)) return "proof-malformed";
  if (proof.created !== undefined && (typeof proof.created !== "string" || !DATE_TIME_STAMP.test(proof.created))) {
    return "proof-malformed";
  }
  // A proof that brings contexts of its own could give its fields another meaning than the document's.
  const own = proof["@context"];
  if (own !== undefined) {
    const document = listOf(documentContext);
    if (!listOf(own).every((context, i) => context === document[i])) return "proof-context";
  }
  return null;
}

function suiteOf(proof: JsonValue): string | null {
  if (!isObject(proof) || typeof proof.type !== "string") return null;
  if (proof.type !== "DataIntegrityProof") return proof.type;
  return typeof proof.cryptosuite === "string" ? proof.cryptosuite : null;
}
