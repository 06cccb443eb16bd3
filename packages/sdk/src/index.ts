export * from "./chain/index.js";
export * from "./client/index.js";
export { checkFormat, type FormatReport } from "./core/credential/format.js";
export { checkPresentationFormat, type PresentationFormat } from "./core/credential/format-presentation.js";
export { type DecodedJwt, decodeCredentialJwt } from "./core/credential/jwt.js";
export { type Place, placesNamed } from "./core/credential/names.js";
export * from "./core/index.js";
export { validityReason } from "./core/judge/checks/validity.js";
export * from "./core/judge/index.js";
export {
  judgePresentation,
  PRESENTATION_CHECKS,
  type PresentationAsked,
  type PresentationCheck,
  type PresentationVerdict,
} from "./core/presentation/judge.js";
export {
  MAX_PRESENTED,
  type OpenedPresentation,
  openPresentation,
  type Presented,
  presentationOf,
} from "./core/presentation/open.js";
export {
  explainPresentation,
  PRESENTATION_REASONS,
  PRESENTATION_WORDS,
  type PresentationReason,
  type PresentationWord,
} from "./core/presentation/reasons.js";
export { isObject, listOf } from "./core/values.js";
export * from "./files/index.js";
export * from "./network-file.js";
export * from "./openbadges/index.js";
export * from "./verify.js";
export type { VerifyOptions } from "./verify-options.js";
export * from "./verify-presentation.js";
export * from "./verify-table.js";
export * as wire from "./wire/index.js";
