export type { FlatTree } from "../core/flat-tree.js";
export {
  type BulkLearner,
  type BulkOptions,
  type IssuedBatch,
  type IssuedChunk,
  issueInBulk,
} from "./issue.js";
export { type BulkIssuer, createBulkIssuer, type Issued } from "./issuer.js";
export { createBulkProver } from "./prover.js";
