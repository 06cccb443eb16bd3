/** Languages of the element, as of the app. */
export type EmbedLanguage = "en" | "ja";

/** What the element says before there is a verdict. */
export const EMBED_TEXT = {
  en: {
    checking: "Checking the credential",
    unset: "There is nothing to check: the element has no src.",
    notLoaded: "The credential could not be loaded from {origin}.",
    notReady: "The check could not be made here.",
    asked: "Checked in this browser against {endpoint}.",
    alone: "Checked in this browser by the file alone: no endpoint of the chain was named.",
    result: "Result of the check",
    holder: "Holder",
    unnamed: "Issuer not proven",
    more: "More",
    notLookedAt: "{count} more credentials were not looked at: there are too many.",
    pass: "In order",
    fail: "Not in order",
    warn: "Take note",
    unknown: "Could not be checked",
    "not-applicable": "Does not apply",
  },
  ja: {
    checking: "デジタル証明を検証しています",
    unset: "検証するものがありません(src が指定されていません)。",
    notLoaded: "{origin} から証明を読み込めませんでした。",
    notReady: "ここでは検証できませんでした。",
    asked: "このブラウザーで {endpoint} に照会して検証しました。",
    alone: "このブラウザーでファイルだけを検証しました。チェーンの接続先が指定されていません。",
    result: "検証結果",
    holder: "所持者",
    unnamed: "発行者は確認できません",
    more: "その他",
    notLookedAt: "ほかに {count} 件ありますが、多すぎるため確認していません。",
    pass: "問題なし",
    fail: "問題あり",
    warn: "注意",
    unknown: "確認できず",
    "not-applicable": "該当なし",
  },
} as const satisfies Readonly<Record<EmbedLanguage, Readonly<Record<string, string>>>>;

/** The language asked for by the element, by its page, or by the browser. */
export function languageOf(wanted: readonly (string | null | undefined)[]): EmbedLanguage {
  for (const tag of wanted) {
    const primary = tag?.toLowerCase().split("-")[0];
    if (primary === "en" || primary === "ja") return primary;
  }
  return "en";
}
