import type { VerdictWord } from "@peerseal/sdk";

export type Language = "en" | "ja";

const en = {
  title: "Check a credential",
  reference: "API reference",
  intro:
    "Drop a credential file to see whether it is genuine, still valid, by whom it was issued, and what the review of its course found.",
  choose: "Drop files here or choose them: a credential, a bundle (*.peerseal.json), or a credential with its receipt",
  stays: "The file stays in your browser. Only the chain is asked, about identifiers and hashes.",
  onDate: "As of (empty: now)",
  language: "日本語",
  checking: "Checking",
  details: "All checks",
  how: "How do we know?",
  source: "Source",
  review: "Review of the course",
  learning: "At the end of the learning period",
  issued: "When it was recorded",
  now: "Now",
  panel: "Panel",
  convener: "Convened by",
  decided: "Decided",
  until: "Stands until",
  raw: "Raw answer (JSON)",
  repeat: "Repeat it by yourself",
  testChain: "Local test chain: demonstration data, no real credentials.",
  noNetwork: "The registry does not say where the chain is; only the file itself can be checked.",
  unlisted: "by a rubric or policy that the network does not list",
  samples: "Samples to try are in the folder samples of the data folder.",
  another: "A second panel might decide otherwise.",
  q1: "Genuine?",
  q2: "Still valid?",
  q3: "Who issued it?",
  q4: "Was the course reviewed, and with what result?",
  q5: "What does it count for here?",
  "role.subject-expert": "subject expert",
  "role.education": "education expert",
  "role.practitioner": "practitioner",
  "role.learner": "learner",
  "role.chair": "chair",
  "quality.met": "Standard met",
  "quality.conditional": "Met with conditions",
  "quality.not-met": "Standard not met",
  "quality.provisional": "Rapid review: provisional",
  "quality.unreviewed": "Not reviewed",
  "quality.in-review": "In review",
  "quality.expired": "Validity of the review ended",
  "quality.rescinded": "Review result rescinded",
  "quality.retired": "Course version retired",
} as const;

export type TextKey = keyof typeof en;

const ja: Readonly<Record<TextKey, string>> = {
  title: "デジタル証明の確認",
  reference: "APIリファレンス",
  intro: "証明ファイルを置くと、真正か、今も有効か、誰が発行したか、コースのレビュー結果はどうだったかを表示します。",
  choose: "ここにファイルを置くか選択してください(証明、バンドル *.peerseal.json、証明と記録証明の組)",
  stays: "ファイルはこのブラウザーの外に出ません。チェーンには識別子とハッシュだけを問い合わせます。",
  onDate: "基準日(空欄は現在)",
  language: "English",
  checking: "確認中",
  details: "すべての検査",
  how: "根拠",
  source: "出典",
  review: "コースのレビュー",
  learning: "学習期間の終了時",
  issued: "記録された時点",
  now: "現在",
  panel: "評価員",
  convener: "主宰機関",
  decided: "判定日",
  until: "有効期限",
  raw: "検証結果(JSON)",
  repeat: "自分で確かめる",
  testChain: "ローカルのテスト用チェーンです。デモデータであり、本物の証明ではありません。",
  noNetwork: "チェーンの所在が分からないため、ファイル自体だけを検査します。",
  unlisted: "ネットワークに登録されていないルーブリックまたは規則による",
  samples: "試用ファイルはデータフォルダーの samples にあります。",
  another: "別の評価員による判定は異なる可能性があります。",
  q1: "真正か",
  q2: "今も有効か",
  q3: "誰が発行したか",
  q4: "コースはレビューされたか、結果は",
  q5: "ここで何に数えられるか",
  "role.subject-expert": "専門分野",
  "role.education": "教育",
  "role.practitioner": "実務者",
  "role.learner": "学習者",
  "role.chair": "座長",
  "quality.met": "基準充足",
  "quality.conditional": "条件付き基準充足",
  "quality.not-met": "基準未充足",
  "quality.provisional": "暫定(緊急レビュー)",
  "quality.unreviewed": "レビューなし",
  "quality.in-review": "レビュー手続中",
  "quality.expired": "有効期間満了",
  "quality.rescinded": "判定取消し",
  "quality.retired": "コース版廃止",
};

const dictionaries: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, ja };

export function text(key: TextKey, language: Language): string {
  return dictionaries[language][key];
}

/** Tone of a verdict: an unknown is never shown as good. */
export function tone(verdict: VerdictWord): "good" | "bad" | "unsure" {
  if (verdict === "valid") return "good";
  return verdict === "incomplete" || verdict === "not-yet-valid" || verdict === "not-anchored" ? "unsure" : "bad";
}
