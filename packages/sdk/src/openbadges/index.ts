export { CONTEXTS, loadContext, OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
export { hashIdentifier, type LearnerIdentifier } from "./identity.js";
export {
  buildCredential,
  type CredentialInput,
  type CredentialIssuer,
  type Learner,
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
export { signCredential } from "./sign.js";
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
export { SUPPORTED_SUITES } from "./suites.js";
