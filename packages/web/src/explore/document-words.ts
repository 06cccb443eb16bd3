import { dictionary } from "../language/language.js";

/** Words that stand in documents, as people read them. */
export const NEED = dictionary(
  {
    local: "local need",
    workplace: "need of the workplace",
    "emerging-technology": "emerging technology",
    disaster: "disaster",
  },
  { local: "地域のニーズ", workplace: "職場のニーズ", "emerging-technology": "新しい技術", disaster: "災害" },
);

export const PARTICIPATION = dictionary(
  { online: "online", onsite: "on site", blended: "online and on site" },
  { online: "オンライン", onsite: "対面", blended: "オンラインと対面の併用" },
);

export const SUPERVISION = dictionary(
  {
    none: "unsupervised",
    "identity-checked": "identity is checked",
    "supervised-online": "supervised online",
    "supervised-onsite": "supervised on site",
  },
  {
    none: "監督なし",
    "identity-checked": "本人確認あり",
    "supervised-online": "オンラインで監督",
    "supervised-onsite": "会場で監督",
  },
);

export const IDENTITY = dictionary(
  { none: "no identity check", account: "by account", document: "by identity document", "in-person": "in person" },
  { none: "本人確認なし", account: "アカウントで確認", document: "身分証で確認", "in-person": "対面で確認" },
);

export const AI_POLICY = dictionary(
  { forbidden: "AI forbidden", declared: "AI allowed if declared", free: "AI free to use" },
  { forbidden: "AI利用不可", declared: "AI利用は申告制", free: "AI利用自由" },
);

export const OUTCOME_KIND = dictionary(
  { knowledge: "knowledge", skill: "skill", responsibility: "responsibility" },
  { knowledge: "知識", skill: "技能", responsibility: "責任・自律" },
);

export const CONFIDENCE = dictionary(
  { low: "low confidence", medium: "medium confidence", high: "high confidence" },
  { low: "確信度: 低", medium: "確信度: 中", high: "確信度: 高" },
);

export const CONFLICT = dictionary(
  {
    employment: "employment",
    "co-author": "joint publication",
    supervision: "supervision",
    family: "family",
    financial: "financial interest",
    "recognition-partner": "recognition partner",
    "reciprocal-review": "reciprocal review",
    "prior-involvement": "earlier involvement",
  },
  {
    employment: "雇用",
    "co-author": "共著",
    supervision: "指導関係",
    family: "親族",
    financial: "金銭的利害",
    "recognition-partner": "単位認定の相手方",
    "reciprocal-review": "相互レビュー",
    "prior-involvement": "過去の関与",
  },
);

export const REPLY_KIND = dictionary(
  {
    "factual-errors": "The provider points out factual errors.",
    disagreement: "The provider disagrees.",
    none: "The provider has nothing against the reviews.",
  },
  {
    "factual-errors": "提供者は事実誤認を指摘しています。",
    disagreement: "提供者は意見を異にしています。",
    none: "提供者に異論はありません。",
  },
);

export const TIER = dictionary(
  { short: "short courses (under 8 hours)", standard: "standard", "credit-bearing": "courses with credits" },
  { short: "短時間(8時間未満)", standard: "標準", "credit-bearing": "単位を伴うコース" },
);

export const PROVEN = dictionary(
  {
    dns: "control of the domain was shown",
    "public-register": "stands in a public register",
    document: "by a document",
    "self-declared": "its own statement",
  },
  {
    dns: "ドメインの管理権限を確認",
    "public-register": "公的登録簿で確認",
    document: "文書で確認",
    "self-declared": "自己申告",
  },
);

/** Why a criterion weighs as it does; the keys are the SDK's `CriterionReason`. */
export const CRITERION_REASON = dictionary(
  {
    "not-judged": "not judged on the rapid route",
    "left-out": "too few ratings: left out",
    "essential-unrated": "too few ratings: counts as absent",
    "essential-absent": "absent",
    "essential-partial": "partial only",
    "essential-doubted": "met, but one rating is 0",
    "essential-met": "met",
    below: "below",
    met: "met",
  },
  {
    "not-judged": "緊急レビューでは対象外",
    "left-out": "評価数不足のため除外",
    "essential-unrated": "評価数不足のため不在とみなす",
    "essential-absent": "不在",
    "essential-partial": "部分的",
    "essential-doubted": "充足、ただし0の評価が1件",
    "essential-met": "充足",
    below: "未充足",
    met: "充足",
  },
);

/** The sentence of the rule that applied; the keys are the SDK's `DecisionReason`. */
export const DECISION_REASON = dictionary(
  {
    "essential-absent": "The standard is not met because the median of at least one essential criterion is 0 (absent).",
    "essentials-partial":
      "The standard is not met because the medians of {limit} or more essential criteria are 1 (partial).",
    "others-far-below": "The standard is not met because fewer than {low} % of the other criteria reach level 2.",
    "essential-partial":
      "It is met with conditions because the median of at least one essential criterion is 1 (partial).",
    "essential-doubted":
      "It is met with conditions because one reviewer gave an essential criterion 0, though its median is 2 or more.",
    "others-below": "It is met with conditions because fewer than {high} % of the other criteria reach level 2.",
    "standard-met":
      "The standard is met: every essential criterion has a median of 2 or more and no single 0, and {high} % or more of the others reach level 2.",
    rapid:
      "A rapid review judges a few criteria only; nothing there is absent, so the result is provisional until a full review.",
  },
  {
    "essential-absent": "必須の評価観点のうち少なくとも1つの中央値が0(不在)のため、基準未充足です。",
    "essentials-partial": "中央値が1(部分的)の必須の評価観点が{limit}つ以上あるため、基準未充足です。",
    "others-far-below": "その他の評価観点でレベル2に達したものが{low}%未満のため、基準未充足です。",
    "essential-partial": "必須の評価観点のうち少なくとも1つの中央値が1(部分的)のため、条件付きの充足です。",
    "essential-doubted": "必須の評価観点の中央値は2以上ですが、0を付けた評価員がいるため、条件付きの充足です。",
    "others-below": "その他の評価観点でレベル2に達したものが{high}%未満のため、条件付きの充足です。",
    "standard-met":
      "必須の評価観点はすべて中央値2以上で0の評価がなく、その他の評価観点も{high}%以上がレベル2に達したため、基準充足です。",
    rapid: "緊急レビューは一部の評価観点だけを見ます。不在のものがないため、通常のレビューまでの暫定の結果です。",
  },
);
