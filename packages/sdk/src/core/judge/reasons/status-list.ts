import type { Reason } from "./reason.js";

/** Reasons of the check `status` where published lists tell the status, not the chain. */
export const STATUS_LIST_REASONS = {
  "status-list-clear": {
    result: "pass",
    en: "The issuer's signed status lists say neither revoked nor suspended.",
    ja: "発行者の署名付き状態リストによれば、失効も一時停止もされていません。",
  },
  "status-message": {
    result: "warn",
    en: "Neither revoked nor suspended; but the issuer has left a message about its status.",
    ja: "失効も一時停止もされていませんが、状態について発行者からの通知があります。",
  },
  "revoked-by-list": {
    result: "fail",
    verdict: "revoked",
    en: "The status list that the credential names says that it is revoked.",
    ja: "記載された状態リストで失効とされています。",
  },
  "suspended-by-list": {
    result: "fail",
    verdict: "suspended",
    en: "The status list that the credential names says that it is suspended.",
    ja: "記載された状態リストで一時停止とされています。",
  },
  "status-meaning-unknown": {
    result: "unknown",
    en: "A status list says something about it whose meaning is not known here.",
    ja: "状態リストに、ここでは意味の分からない状態が示されています。",
  },
  "status-list-unreachable": {
    result: "unknown",
    en: "The status list could not be fetched, so nobody knows whether it is revoked.",
    ja: "状態リストを取得できず、失効の有無を確認できませんでした。",
  },
  "status-list-unsigned": {
    result: "unknown",
    en: "Nobody has signed the status list, so it proves nothing.",
    ja: "状態リストに署名がないため、根拠になりません。",
  },
  "status-list-altered": {
    result: "unknown",
    en: "The status list was changed after it was signed, so it proves nothing.",
    ja: "状態リストが署名後に変更されているため、根拠になりません。",
  },
  "status-list-unproven": {
    result: "unknown",
    en: "The signature of the status list could not be checked.",
    ja: "状態リストの署名を確認できませんでした。",
  },
  "status-list-expired": {
    result: "unknown",
    en: "The status list is not of now: its validity has ended or not begun.",
    ja: "状態リストの有効期間外のため、現在の状態は分かりません。",
  },
  "status-list-unfit": {
    result: "unknown",
    en: "What was found is no status list that has an entry for this credential.",
    ja: "このデジタル証明の項目を持つ状態リストではありません。",
  },
  "status-list-of-another": {
    result: "unknown",
    en: "The status list says nothing against it, but it is not the list that the credential names, or not its issuer's.",
    ja: "状態リストに問題の記載はありませんが、記載されたリストまたは発行者のリストではありません。",
  },
} as const satisfies Record<string, Reason>;
