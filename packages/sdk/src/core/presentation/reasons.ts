import type { CheckResult } from "../judge/verdict.js";

/** Presentations in one word, in the order in which the first that applies wins. */
export const PRESENTATION_WORDS = [
  "malformed",
  "altered",
  "forged",
  "replayed",
  "expired",
  "unsigned",
  "incomplete",
  "valid",
] as const;
/** What a presentation itself came to; the credentials in it have verdicts of their own. */
export type PresentationWord = (typeof PRESENTATION_WORDS)[number];

type Reason = {
  readonly result: CheckResult;
  /** Where the check came to `fail`. */
  readonly word?: PresentationWord;
  readonly en: string;
  readonly ja: string;
};

/** Every reason that a check of a presentation may give, with its sentence for people. The codes are stable. */
export const PRESENTATION_REASONS = {
  // format
  "well-formed": { result: "pass", en: "The file is a well-formed presentation.", ja: "正しい形式の提示です。" },
  "format-invalid": {
    result: "fail",
    word: "malformed",
    en: "The file does not have the form of a presentation.",
    ja: "提示の形式になっていません。",
  },
  // signature
  "proofs-verified": { result: "pass", en: "Every signature is right.", ja: "すべての署名が正しいものです。" },
  "no-proof": {
    result: "fail",
    word: "unsigned",
    en: "Nobody has signed this presentation, so nothing shows who presents it.",
    ja: "提示に署名がなく、誰が提示しているか確認できません。",
  },
  "signature-invalid": {
    result: "fail",
    word: "altered",
    en: "A signature does not fit the content: the presentation was changed after it was signed.",
    ja: "署名が内容と一致しません。署名後に変更されています。",
  },
  "proof-unfit": {
    result: "fail",
    word: "forged",
    en: "A signature is not one with which a holder presents credentials.",
    ja: "所持者が提示するための署名ではありません。",
  },
  "proof-expired": {
    result: "fail",
    word: "expired",
    en: "A signature was for a time that is over.",
    ja: "署名の期限が過ぎています。",
  },
  "proof-unchecked": {
    result: "unknown",
    en: "Not every signature could be checked.",
    ja: "署名のすべては確認できませんでした。",
  },
  "suite-not-allowed": {
    result: "unknown",
    en: "A signature is of a kind that this verifier does not accept.",
    ja: "この検証では受け付けない種類の署名があります。",
  },
  // holder
  "holder-proven": {
    result: "pass",
    en: "The holder named in the presentation signed it.",
    ja: "記載された所持者本人が署名しています。",
  },
  "holder-unnamed": {
    result: "unknown",
    en: "The presentation does not say who its holder is.",
    ja: "所持者が記載されていません。",
  },
  "holder-not-signer": {
    result: "fail",
    word: "forged",
    en: "The key that signed is not that of the holder named in the presentation.",
    ja: "署名した鍵は、記載された所持者の鍵ではありません。",
  },
  "holder-unproven": {
    result: "unknown",
    en: "No verified signature shows who presents it.",
    ja: "提示者を示す確認済みの署名がありません。",
  },
  // challenge
  "challenge-answered": {
    result: "pass",
    en: "It was signed for this verifier and this occasion.",
    ja: "この検証者・この機会のために署名されています。",
  },
  "challenge-not-asked": {
    result: "not-applicable",
    en: "The verifier gave no challenge, so this may be a copy of what was presented elsewhere.",
    ja: "検証者がチャレンジを指定していないため、別の場での提示の写しかもしれません。",
  },
  "challenge-differs": {
    result: "fail",
    word: "replayed",
    en: "It was signed for another occasion than this.",
    ja: "別の機会のために署名された提示です。",
  },
  "domain-differs": {
    result: "fail",
    word: "replayed",
    en: "It was signed for another verifier than this.",
    ja: "別の検証者のために署名された提示です。",
  },
} as const satisfies Record<string, Reason>;
/** Code of a reason of a presentation. */
export type PresentationReason = keyof typeof PRESENTATION_REASONS;

/**
 * The sentence that tells a person why a check of a presentation came out as it did.
 *
 * @example
 * explainPresentation("holder-proven", "en"); // "The holder named in the presentation signed it."
 */
export function explainPresentation(reason: PresentationReason, language: "en" | "ja"): string {
  return PRESENTATION_REASONS[reason][language];
}
