export {
  ACTIONS,
  type ActionMessage,
  type ActionName,
  type Authorization,
  type ContractName,
  type SignedAction,
} from "./actions.js";
export {
  type Batch,
  type BatchEntry,
  buildBatch,
  capacityFor,
  commitment,
  drawIndex,
  drawNumber,
  type Random,
  unpackAnchor,
} from "./batch.js";
export { type Bundle, parseBundle } from "./bundle.js";
export { type ClaimedIssuer, issuerNamed } from "./credential/names.js";
export {
  type CriterionDecision,
  type CriterionReason,
  type DecisionReason,
  decide,
  type PanelDecision,
  type RatedSeat,
} from "./decision.js";
export { credentialDigest, digestOf, parseDigest, sha256 } from "./digest.js";
export * from "./documents/index.js";
export {
  type Act,
  type ActionTypes,
  type AnchoredSchema,
  actionDigest,
  actionTypes,
  type Domain,
  documentDigestOf,
  domainOf,
  parseSignedAction,
} from "./eip712.js";
export { ERRORS, type ErrorCode, type ErrorDetails, type ErrorEntry, PeersealError } from "./errors.js";
export * from "./ids.js";
export { canonical, type JsonLimits, parseJson } from "./json.js";
export { buildLargeBatch, LARGE_BATCH } from "./large-batch.js";
export { LEAF_DOMAIN, leafHash } from "./leaf.js";
export { checkProof, rootOf } from "./proof.js";
export { MAX_CRITERIA, packRatings, unpackRatings } from "./ratings.js";
export { checkReceipt, parseReceipt, type Receipt } from "./receipt.js";
export { BASELINE_RUBRIC } from "./rubric/baseline.js";
export {
  type CriterionRule,
  packHeader,
  type Rule,
  ruleOf,
  SEAT_ROLES,
  type SeatRole,
  unpackHeader,
} from "./rubric/header.js";
export { type SealedReview, sealCommitment } from "./seal.js";
export { type StatusWords, statusWords } from "./status-words.js";
export * from "./types.js";
export { signWebhook, verifyWebhook, WEBHOOK_EVENTS, type WebhookEvent, type WebhookMessage } from "./webhooks.js";
