import type { wire } from "@peerseal/sdk";

/** Problem types of VCDM 2.0, section 7.1. */
const DATA_MODEL = "https://www.w3.org/TR/vc-data-model#";
/** Problem types of Data Integrity 1.0, section 4.7. */
const SECURITY = "https://w3id.org/security#";
/** Problem types of Bitstring Status List 1.0, section 3.4. */
const STATUS_LIST = "https://www.w3.org/ns/credentials/status-list#";
/** Problem types of VCALM. */
const VCALM = "https://www.w3.org/TR/vcalm#";

/** What W3C calls what can go wrong. */
export const PROBLEM_TYPES = {
  parsing: `${DATA_MODEL}PARSING_ERROR`,
  cryptographic: `${DATA_MODEL}CRYPTOGRAPHIC_SECURITY_ERROR`,
  malformed: `${DATA_MODEL}MALFORMED_VALUE_ERROR`,
  range: `${DATA_MODEL}RANGE_ERROR`,
  proof: `${SECURITY}PROOF_VERIFICATION_ERROR`,
  domain: `${SECURITY}INVALID_DOMAIN_ERROR`,
  challenge: `${SECURITY}INVALID_CHALLENGE_ERROR`,
  statusRetrieval: `${STATUS_LIST}STATUS_RETRIEVAL_ERROR`,
  statusVerification: `${STATUS_LIST}STATUS_VERIFICATION_ERROR`,
  statusLength: `${STATUS_LIST}STATUS_LIST_LENGTH_ERROR`,
  unknownOption: `${VCALM}UNKNOWN_OPTION_PROVIDED`,
} as const;
export type ProblemType = keyof typeof PROBLEM_TYPES;

/** A problem: `title` is a short word for programs and people, `detail` a sentence. */
export function problem(type: ProblemType, title: string, detail: string): wire.ProblemDetail {
  return { type: PROBLEM_TYPES[type], title, detail };
}

/** Something to know that takes nothing away from `verified`. */
export function notice(title: string, detail: string): wire.ProblemDetail {
  return { type: `urn:peerseal:notice:${title}`, title, detail };
}
