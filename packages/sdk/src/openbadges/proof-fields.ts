import { parseDateTime } from "../core/credential/format-time.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isObject, listOf } from "../core/values.js";
import type { ProofPurpose } from "./did-document.js";
import { formOf, type SupportedSuite } from "./suites.js";

/** What a verifier expects of proofs, beside their signatures. */
export type Expected = {
  readonly purpose: ProofPurpose;
  /** Unix seconds. */
  readonly now: number | undefined;
  readonly challenge: string | undefined;
  readonly domain: string | undefined;
};

/** Base58 of 64 to 96 bytes. */
const BASE58_VALUE = /^z[1-9A-HJ-NP-Za-km-z]{64,132}$/;
const BASE64_VALUE = /^u[\w-]{128,}$/;
/** XSD dateTimeStamp. */
const DATE_TIME_STAMP = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** What is wrong with the proof's own fields, or null. */
export function faultOf(
  proof: JsonObject,
  suite: SupportedSuite,
  documentContext: JsonValue | undefined,
  expected: Expected,
): string | null {
  if (proof.proofPurpose !== expected.purpose) {
    return expected.purpose === "assertionMethod" ? "purpose-not-assertion" : "purpose-not-authentication";
  }
  const form = formOf(suite).canonical === "selective" ? BASE64_VALUE : BASE58_VALUE;
  if (typeof proof.proofValue !== "string" || !form.test(proof.proofValue)) return "proof-malformed";
  for (const time of [proof.created, proof.expires]) {
    if (time !== undefined && (typeof time !== "string" || !DATE_TIME_STAMP.test(time))) return "proof-malformed";
  }
  if (proof.expires !== undefined && expiryOf(proof) === null) return "proof-malformed";
  if (expected.challenge !== undefined && proof.challenge !== expected.challenge) return "challenge-differs";
  if (expected.domain !== undefined && !isOnly(proof.domain, expected.domain)) return "domain-differs";
  // A proof that brings contexts of its own could give its fields another meaning than the document's.
  const own = proof["@context"];
  if (own !== undefined) {
    const document = listOf(documentContext);
    if (!listOf(own).every((context, i) => context === document[i])) return "proof-context";
  }
  return null;
}

/** Unix milliseconds when the proof ends; null where it says nothing that can be read. */
export function expiryOf(proof: JsonObject): number | null {
  return typeof proof.expires === "string" ? parseDateTime(proof.expires) : null;
}

/** Cryptosuite, or the type of an older proof; null where it names neither. */
export function suiteNamed(proof: JsonValue): string | null {
  if (!isObject(proof) || typeof proof.type !== "string") return null;
  if (proof.type !== "DataIntegrityProof") return proof.type;
  return typeof proof.cryptosuite === "string" ? proof.cryptosuite : null;
}

function isOnly(value: JsonValue | undefined, wanted: string): boolean {
  const all = listOf(value);
  return all.length > 0 && all.every((each) => each === wanted);
}
