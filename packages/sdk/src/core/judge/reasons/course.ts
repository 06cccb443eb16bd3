import type { Reason } from "./reason.js";

/** Reasons of the checks `course`, `quality` and `recognition`. */
export const COURSE_REASONS = {
  // course
  "course-named": {
    result: "pass",
    en: "It names the course version of its batch, and the institution might issue for it.",
    ja: "発行分のコース版が示され、機関はその発行を行える立場でした。",
  },
  "descriptor-absent": {
    result: "warn",
    en: "It names the course version of its batch; the text that describes the version was not given.",
    ja: "発行分のコース版が示されていますが、コース版の説明文書が添えられていません。",
  },
  "course-not-in-network": {
    result: "not-applicable",
    en: "It names no record of ours with which to compare the course.",
    ja: "コースを照合できる記録が示されていません。",
  },
  "achievement-names-no-version": {
    result: "fail",
    verdict: "wrong-course",
    en: "The achievement names no published course version.",
    ja: "公開されたコース版が示されていません。",
  },
  "version-of-another-network": {
    result: "fail",
    verdict: "wrong-course",
    en: "The achievement names a course version of another network.",
    ja: "別のネットワークのコース版が示されています。",
  },
  "other-version": {
    result: "fail",
    verdict: "wrong-course",
    en: "The achievement names another course version than its batch.",
    ja: "発行分とは別のコース版が示されています。",
  },
  "may-not-issue": {
    result: "fail",
    verdict: "wrong-course",
    en: "The institution neither owned nor delivered this course when the credential was recorded.",
    ja: "記録時点で、機関はこのコースの開設者でも提供者でもありませんでした。",
  },
  "descriptor-differs": {
    result: "fail",
    verdict: "wrong-course",
    en: "The text given for the course version is not the published one.",
    ja: "添えられたコース版の説明文書が、公開されたものと異なります。",
  },
  "course-unproven": {
    result: "unknown",
    en: "Without a proven record of this course it cannot be told which course it is of.",
    ja: "このコースの記録が証明されていないため、どのコースのものか確認できません。",
  },
  "version-facts-missing": {
    result: "unknown",
    en: "The answer does not tell about the course version.",
    ja: "回答にコース版の情報がありません。",
  },
  // quality
  "standard-met": {
    result: "pass",
    en: "Peers reviewed the course: standard met, then and now.",
    ja: "ピア・レビューの結果は、学習時も現在も基準充足です。",
  },
  "standard-met-then": {
    result: "warn",
    en: "Peers reviewed the course: standard met when it was taught; this has changed since.",
    ja: "学習時のレビュー結果は基準充足でしたが、その後変わっています。",
  },
  "review-carried": {
    result: "pass",
    en: "Peers reviewed an earlier version of the course: standard met; the change since is minor, as the convener signed.",
    ja: "以前の版のレビュー結果が基準充足であり、その後の変更は主宰機関が軽微と認めています。",
  },
  "appeal-open": {
    result: "warn",
    en: "Peers reviewed the course: standard met; an appeal against a review result is open, or was then.",
    ja: "レビュー結果は基準充足ですが、不服申立てによる再レビューが学習時または現在、進行中です。",
  },
  "concern-open": {
    result: "warn",
    en: "Peers reviewed the course: standard met; a concern that two members raised is open, or was then.",
    ja: "レビュー結果は基準充足ですが、二つの会員機関による懸念の申立てが学習時または現在、未解決です。",
  },
  "conditions-closed": {
    result: "warn",
    en: "Peers reviewed the course: met with conditions, which the convener has found fulfilled since.",
    ja: "学習時のレビュー結果は条件付き基準充足で、条件の充足を主宰機関が確認しています。",
  },
  "met-with-conditions": {
    result: "warn",
    en: "Peers reviewed the course: met with conditions when it was taught.",
    ja: "学習時のレビュー結果は条件付き基準充足です。",
  },
  "rapid-review": {
    result: "warn",
    en: "The course had a rapid review only when it was taught.",
    ja: "学習時には暫定(緊急レビュー)の結果のみでした。",
  },
  "standard-not-met": {
    result: "fail",
    en: "Peers reviewed the course: standard not met when it was taught.",
    ja: "学習時のレビュー結果は基準未充足です。",
  },
  unreviewed: {
    result: "warn",
    en: "Peers had not reviewed the course when it was taught.",
    ja: "学習時には、コースはピア・レビューを受けていませんでした。",
  },
  "in-review": {
    result: "warn",
    en: "The course was under review when it was taught.",
    ja: "学習時には、コースはレビュー中でした。",
  },
  "review-expired": {
    result: "warn",
    en: "The validity of the course's review had ended when it was taught.",
    ja: "学習時には、レビュー結果の有効期間が満了していました。",
  },
  "review-rescinded": {
    result: "fail",
    en: "The review result of the course was rescinded when it was taught.",
    ja: "学習時には、レビュー結果が取り消されていました。",
  },
  "course-retired": {
    result: "warn",
    en: "The course version was retired, without a review in force, when it was taught.",
    ja: "学習時には、コース版は有効なレビュー結果のないまま提供を終了していました。",
  },
  "no-course-version": {
    result: "not-applicable",
    en: "It names no course version whose review could be asked for.",
    ja: "レビューを照会できるコース版が示されていません。",
  },
  "anchor-time-unknown": {
    result: "unknown",
    en: "Without a record there is no time at which to ask for the review.",
    ja: "記録がないため、いつの時点のレビュー結果かを定められません。",
  },
  // recognition
  "not-installed": {
    result: "not-applicable",
    en: "Nobody asked what it counts towards.",
    ja: "単位認定については照会していません。",
  },
} as const satisfies Record<string, Reason>;
