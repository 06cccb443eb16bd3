import { CHAIN_REASONS } from "./reasons/chain.js";
import { COURSE_REASONS } from "./reasons/course.js";
import { CREDENTIAL_REASONS } from "./reasons/credential.js";
import type { Reason } from "./reasons/reason.js";
import { RECORD_REASONS } from "./reasons/record.js";
import { STATUS_LIST_REASONS } from "./reasons/status-list.js";
import type { Check } from "./verdict.js";

/** Languages that results are explained in. */
export type Language = "en" | "ja";

/**
 * Every reason a check may give: what result it is, which verdict it leads to, and its sentence for people. The codes
 * are stable: programs, translations and the shared vectors name them.
 */
export const REASONS = {
  ...CREDENTIAL_REASONS,
  ...RECORD_REASONS,
  ...STATUS_LIST_REASONS,
  ...COURSE_REASONS,
  ...CHAIN_REASONS,
} as const;

/** Code of a reason that this version knows. */
export type ReasonCode = keyof typeof REASONS;

/** What a reason means, where the code is known. */
export function reasonOf(code: string): Reason | null {
  return isReason(code) ? REASONS[code] : null;
}

function isReason(code: string): code is ReasonCode {
  return Object.hasOwn(REASONS, code);
}

/**
 * The sentence that tells a person why a check came out as it did.
 *
 * @example
 * explain(check, "ja"); // "機関が失効させました。"
 */
export function explain(check: Pick<Check, "reason">, language: Language): string {
  const unknown = { en: "The reason is not one that this version knows.", ja: "この版では説明できない理由です。" };
  return (reasonOf(check.reason) ?? unknown)[language];
}
