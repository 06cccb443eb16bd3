import type { Reason } from "./reason.js";

/** Reasons of the checks `anchor` and `status`. */
export const RECORD_REASONS = {
  // anchor
  anchored: {
    result: "pass",
    en: "The credential is in the batch that the institution recorded.",
    ja: "機関が記録した発行分に含まれています。",
  },
  "digest-differs": {
    result: "fail",
    verdict: "altered",
    en: "The file is not the one that its receipt is about: it was changed, or the receipt is another's.",
    ja: "記録証明の対象と異なるファイルです。変更されたか、別の記録証明です。",
  },
  derived: {
    result: "fail",
    verdict: "not-anchored",
    en: "The file shows only parts of a credential; what was recorded is the whole.",
    ja: "一部だけを開示したファイルです。記録されているのは全体です。",
  },
  "no-anchor": {
    result: "fail",
    verdict: "not-anchored",
    en: "The credential was not recorded on a network of ours.",
    ja: "このネットワークには記録されていません。",
  },
  "index-outside-batch": {
    result: "fail",
    verdict: "not-anchored",
    en: "The receipt names a place outside its batch.",
    ja: "記録証明の位置が発行分の範囲外です。",
  },
  "proof-mismatch": {
    result: "fail",
    verdict: "not-anchored",
    en: "The receipt does not lead from the credential to its root.",
    ja: "記録証明がデジタル証明から根ハッシュに至りません。",
  },
  "receipt-of-another-network": {
    result: "fail",
    verdict: "not-anchored",
    en: "The receipt is of another network than the one asked.",
    ja: "照会先とは別のネットワークの記録証明です。",
  },
  "status-of-another-network": {
    result: "fail",
    verdict: "not-anchored",
    en: "The credential names another network than the one asked.",
    ja: "照会先とは別のネットワークのデジタル証明です。",
  },
  "batch-unknown": {
    result: "fail",
    verdict: "not-anchored",
    en: "The institution recorded no such batch.",
    ja: "機関はそのような発行分を記録していません。",
  },
  "commitment-differs": {
    result: "fail",
    verdict: "not-anchored",
    en: "The institution recorded another batch under this number.",
    ja: "機関がこの番号で記録した内容と異なります。",
  },
  "anchored-later": {
    result: "fail",
    verdict: "not-anchored",
    en: "At the date asked for, the credential was not recorded yet.",
    ja: "指定の日時には、まだ記録されていませんでした。",
  },
  "receipt-missing": {
    result: "unknown",
    en: "The receipt is missing, so the record could not be checked.",
    ja: "記録証明がないため、記録を確認できませんでした。",
  },
  "not-final": {
    result: "unknown",
    en: "The record is in a block that may still be undone.",
    ja: "記録されたブロックがまだ確定していません。",
  },
  // status
  "status-clear": {
    result: "pass",
    en: "Neither revoked, nor replaced, nor suspended.",
    ja: "失効も、訂正再発行も、一時停止もされていません。",
  },
  "status-entry-missing": {
    result: "warn",
    en: "Neither revoked nor suspended; but the credential itself does not say where its status stands.",
    ja: "失効も一時停止もされていませんが、デジタル証明自体に状態の所在が書かれていません。",
  },
  revoked: { result: "fail", verdict: "revoked", en: "The institution revoked it.", ja: "機関が失効させました。" },
  replaced: {
    result: "fail",
    verdict: "replaced",
    en: "The institution replaced it by a corrected one.",
    ja: "機関が訂正して再発行しました。",
  },
  suspended: {
    result: "fail",
    verdict: "suspended",
    en: "The institution has suspended it for the time being.",
    ja: "機関が一時停止しています。",
  },
  "status-receipt-differ": {
    result: "fail",
    verdict: "altered",
    en: "The credential and its receipt name different places.",
    ja: "デジタル証明と記録証明が示す場所が異なります。",
  },
  "status-ambiguous": {
    result: "unknown",
    en: "The credential names several places for its status.",
    ja: "状態の所在が複数書かれています。",
  },
  "no-status": {
    result: "not-applicable",
    en: "The credential names no place for its status.",
    ja: "状態の所在は書かれていません。",
  },
  "foreign-status": {
    result: "unknown",
    en: "Its status stands at a place that is not asked here.",
    ja: "ここでは照会しない場所に状態があります。",
  },
  "status-without-batch": {
    result: "unknown",
    en: "There is no recorded batch whose status could be asked for.",
    ja: "状態を照会できる発行分の記録がありません。",
  },
  "status-unreadable": {
    result: "unknown",
    en: "The answer about the status makes no sense.",
    ja: "状態についての回答を読み取れません。",
  },
  "past-status-unavailable": {
    result: "unknown",
    en: "The status at that date could not be had.",
    ja: "その日時の状態を取得できませんでした。",
  },
  "date-in-future": {
    result: "unknown",
    en: "The status at a date to come is not known.",
    ja: "将来の日時の状態は分かりません。",
  },
} as const satisfies Record<string, Reason>;
