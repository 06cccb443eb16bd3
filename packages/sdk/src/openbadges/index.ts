export { CONTEXTS, loadContext, OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
export { type DecisionInput, decisionDocument } from "./decision-document.js";
export { decisionEndorsement } from "./endorsement.js";
export { hashIdentifier, type LearnerIdentifier } from "./identity.js";
export { type DidKey, didDocument, hasWebDid, institutionDid, multikeyText } from "./institution-did.js";
export {
  type AsMade,
  buildCredential,
  type Correction,
  type CredentialBatch,
  type CredentialInput,
  type CredentialIssuer,
  type CredentialOne,
  credentialBuilder,
  type Learner,
  type LearnerEvidence,
  type LearnerResult,
} from "./issue.js";
export {
  type CredentialKey,
  type CredentialSigner,
  generateCredentialKey,
  importCredentialKey,
  type StoredCredentialKey,
} from "./keys.js";
export type { AwardBasis } from "./narrative.js";
export { PEERSEAL_CONTEXT_DOCUMENT, PEERSEAL_CONTEXT_PATH } from "./peerseal-context.js";
export { prove } from "./prove.js";
export type { ChainBlock, ShownDecision, ShownQuality } from "./quality-node.js";
export { signCredential } from "./sign.js";
export { SUPPORTED_SUITES } from "./suites.js";
