import type { Language } from "./reasons.js";
import type { VerdictWord } from "./verdict.js";

const SENTENCES: Readonly<Record<VerdictWord, Readonly<Record<Language, string>>>> = {
  valid: { en: "Genuine, recorded and in force", ja: "真正で、記録があり、有効です" },
  incomplete: { en: "Could not be checked completely", ja: "一部を確認できませんでした" },
  malformed: { en: "Not a well-formed credential", ja: "デジタル証明の形式ではありません" },
  altered: { en: "Altered after it was signed", ja: "署名後に変更されています" },
  forged: { en: "Forged: not signed by the institution", ja: "偽造:発行機関の署名ではありません" },
  revoked: { en: "Revoked by its issuer", ja: "発行者により失効しています" },
  replaced: { en: "Replaced by a corrected credential", ja: "訂正再発行済みの証明です" },
  "untrusted-issuer": {
    en: "The issuer was not entitled to issue it",
    ja: "発行の権限が確認できる発行者ではありません",
  },
  "not-anchored": { en: "No record of it on the blockchain", ja: "ブロックチェーンに記録がありません" },
  "wrong-course": { en: "Does not belong to the course it names", ja: "記載のコースのものではありません" },
  suspended: { en: "Suspended for now by its issuer", ja: "発行者により一時停止されています" },
  expired: { en: "Its validity has ended", ja: "有効期間が満了しています" },
  "not-yet-valid": { en: "Not valid yet", ja: "まだ有効期間が始まっていません" },
};

/** The verdict in a few words for people. */
export function explainVerdict(word: VerdictWord, language: Language): string {
  return SENTENCES[word][language];
}
