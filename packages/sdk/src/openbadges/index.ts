export { didWebUrl } from "../core/credential/did-web.js";
export { CLR_CONTEXT, type ClrInput, type ClrLearner, toClr } from "./clr.js";
export { CONTEXTS, loadContext, OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
export { correctionOf } from "./correction.js";
export { type DecisionInput, decisionDocument } from "./decision-document.js";
export { type DeriveOptions, deriveCredential } from "./derive.js";
export type { ProofPurpose } from "./did-document.js";
export { credentialToElm, ELM_CONTEXT, toElm } from "./elm/elm.js";
export type { ElmOrganisation } from "./elm/specification.js";
export { type EnclosedIo, proveEnclosed } from "./enclosed.js";
export { decisionEndorsement } from "./endorsement.js";
export { checkForeignStatus, checkPublishedStatus, MAX_STATUS_ENTRIES, type StatusListIo } from "./foreign-status.js";
export { hashIdentifier, type LearnerIdentifier } from "./identity.js";
export { didDocument, hasWebDid, institutionDid, multikeyText, underDomain } from "./institution-did.js";
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
export { JWT_ALGORITHMS, proveJwt } from "./jwt.js";
export {
  type CredentialKey,
  type CredentialKeyType,
  type CredentialSigner,
  generateCredentialKey,
  generateP256CredentialKey,
  importCredentialKey,
  type StoredCredentialKey,
  underDid,
} from "./keys.js";
export type { AwardBasis } from "./narrative.js";
export { PEERSEAL_CONTEXT_DOCUMENT, PEERSEAL_CONTEXT_PATH } from "./peerseal-context.js";
export { type ProofTools, rememberingTools } from "./proof-tools.js";
export { type ProveOptions, prove } from "./prove.js";
export { provePresentation } from "./prove-presentation.js";
export type { ChainBlock, ShownDecision, ShownQuality } from "./quality-node.js";
export { type LoadDid, remembering } from "./resolve.js";
export { type SecureOptions, SIGNING_SUITES, type SigningSuite, secureDocument } from "./secure.js";
export { signCredential } from "./sign.js";
export {
  type InstitutionStatementInput,
  institutionStatement,
  type RegistryStatementInput,
  registryStatement,
} from "./statements.js";
export {
  decodeStatusList,
  encodeStatusList,
  MAX_STATUS_LIST_ENTRIES,
  MIN_STATUS_LIST_ENTRIES,
  type StatusListBlock,
  type StatusListInput,
  type StatusPurpose,
  statusAt,
  statusListBits,
  statusListBlock,
  statusListCredential,
} from "./status-list.js";
export { SUPPORTED_SUITES, type SupportedSuite } from "./suites.js";
