export type * from "./evidence.js";
export { MOST_KEYS } from "./evidence.js";
export { issuerKeys } from "./issuer-keys.js";
export { DEFAULT_POLICY, exitCode, judge, REQUIRED } from "./judge.js";
export { qualityAt } from "./quality.js";
export { explain, type Language, REASONS, type ReasonCode, reasonOf } from "./reasons.js";
export { explainVerdict } from "./sentences.js";
export type * from "./verdict.js";
export { CHECKS, QUALITY_FLAGS, VERDICTS } from "./verdict.js";
