import type { Check, CheckResult, VerdictWord } from "./verdict.js";

export type Language = "en" | "ja";
type Reason = {
  readonly result: CheckResult;
  /** The verdict that a required check with this reason leads to; only a `fail` has one. */
  readonly verdict?: VerdictWord;
  readonly en: string;
  readonly ja: string;
};

/**
 * Every reason a check may give: what result it is, which verdict it leads to, and its sentence for people. The codes
 * are stable: programs, translations and the shared vectors name them.
 */
export const REASONS = {
  // format
  "well-formed": { result: "pass", en: "The file is a well-formed credential.", ja: "正しい形式のデジタル証明です。" },
  "data-model-1": {
    result: "warn",
    en: "The file is well-formed, but of the older data model 1.1.",
    ja: "正しい形式ですが、旧版のデータモデル1.1です。",
  },
  "format-invalid": {
    result: "fail",
    verdict: "malformed",
    en: "The file does not have the form of a credential.",
    ja: "デジタル証明の形式になっていません。",
  },
  // signature
  "proofs-verified": { result: "pass", en: "Every signature is right.", ja: "すべての署名が正しいものです。" },
  "no-proof": {
    result: "fail",
    verdict: "untrusted-issuer",
    en: "Nobody has signed this file.",
    ja: "このファイルには署名がありません。",
  },
  "signature-invalid": {
    result: "fail",
    verdict: "altered",
    en: "A signature of the issuer does not fit the content: the file was changed after it was signed.",
    ja: "発行者の署名が内容と一致しません。署名後に変更されています。",
  },
  "signature-invalid-other-key": {
    result: "fail",
    verdict: "forged",
    en: "A signature is wrong, and its key is not the issuer's.",
    ja: "署名が正しくなく、その鍵も発行者のものではありません。",
  },
  "suite-unsupported": {
    result: "unknown",
    en: "A signature is of a kind that cannot be checked here.",
    ja: "ここでは確認できない種類の署名があります。",
  },
  "suite-not-allowed": {
    result: "unknown",
    en: "A signature is of a kind that this verifier does not accept.",
    ja: "この検証では受け付けない種類の署名があります。",
  },
  "key-unresolvable": {
    result: "unknown",
    en: "The key of a signature could not be found.",
    ja: "署名の鍵を確認できませんでした。",
  },
  "context-missing": {
    result: "unknown",
    en: "The file uses a vocabulary that is not at hand, so its signature could not be checked.",
    ja: "手元にない語彙を使っているため、署名を確認できませんでした。",
  },
  "proofs-unchecked": {
    result: "unknown",
    en: "Not every signature was checked.",
    ja: "すべての署名が確認されたわけではありません。",
  },
  // issuer
  "key-authorised": {
    result: "pass",
    en: "The key was the institution's for issuing when the credential was recorded.",
    ja: "記録時点で、加盟機関の発行用の鍵でした。",
  },
  "key-authorised-then": {
    result: "pass",
    en: "The key was the institution's for issuing when the credential was recorded; its membership has changed since.",
    ja: "記録時点で、加盟機関の発行用の鍵でした。その後、加盟状況が変わっています。",
  },
  "key-not-issuers": {
    result: "fail",
    verdict: "forged",
    en: "The key that signed is not that of the issuer named in the file.",
    ja: "署名した鍵は、記載された発行者の鍵ではありません。",
  },
  "key-not-authorised": {
    result: "fail",
    verdict: "forged",
    en: "The key that signed was not the institution's for issuing when the credential was recorded.",
    ja: "署名した鍵は、記録時点で加盟機関の発行用の鍵ではありませんでした。",
  },
  "key-compromised": {
    result: "fail",
    verdict: "untrusted-issuer",
    en: "The key that signed is reported stolen since before the credential was recorded.",
    ja: "署名した鍵は、記録より前から漏えいしていたと届け出られています。",
  },
  "anchor-key-not-authorised": {
    result: "fail",
    verdict: "untrusted-issuer",
    en: "The key that recorded the batch did not act for the institution then, or is reported stolen since before.",
    ja: "発行を記録した鍵は、その時点で加盟機関の鍵ではないか、それ以前から漏えいしていたと届け出られています。",
  },
  "institution-suspended": {
    result: "fail",
    verdict: "untrusted-issuer",
    en: "The institution was suspended from the network when the credential was recorded.",
    ja: "記録時点で、機関の加盟は停止されていました。",
  },
  "institution-not-member": {
    result: "fail",
    verdict: "untrusted-issuer",
    en: "The institution was not a member of the network when the credential was recorded.",
    ja: "記録時点で、機関はネットワークに加盟していませんでした。",
  },
  "issuer-not-in-network": {
    result: "unknown",
    en: "The credential names no record of a network that could vouch for its issuer.",
    ja: "発行者を裏づけるネットワークの記録が示されていません。",
  },
  "issuer-unproven": {
    result: "unknown",
    en: "Without a proven record there is no time at which to ask whose key it was.",
    ja: "記録が証明されていないため、いつの時点の鍵かを確認できません。",
  },
  "key-unproven": {
    result: "unknown",
    en: "No verified signature shows which key signed.",
    ja: "どの鍵で署名されたかを示す確認済みの署名がありません。",
  },
  "key-ambiguous": {
    result: "unknown",
    en: "Several keys signed, and not all of them are the institution's.",
    ja: "複数の鍵で署名されており、そのすべてが機関の鍵であるとは確認できません。",
  },
  "key-unconfirmed": {
    result: "unknown",
    en: "Nothing shows that the key that signed is that of the issuer named in the file.",
    ja: "署名した鍵が、記載された発行者のものか確認できません。",
  },
  "issuer-other-institution": {
    result: "fail",
    verdict: "forged",
    en: "The file says to be of another institution than the one that recorded it.",
    ja: "記載された発行機関は、記録した機関とは別の機関です。",
  },
  "issuer-name-differs": {
    result: "warn",
    en: "The key was the institution's, but the file writes another name than the one that the network knows it by.",
    ja: "機関の発行用の鍵でしたが、記載された機関名がネットワークに登録された名称と異なります。",
  },
  "network-not-chosen": {
    result: "unknown",
    en: "Only the file says which network to ask, and anyone can set one up: choose the network whose members you trust.",
    ja: "照会先のネットワークはファイルが示したものです。信頼するネットワークを指定してください。",
  },
  "institution-facts-missing": {
    result: "unknown",
    en: "The answer does not tell about the institution.",
    ja: "回答に機関の情報がありません。",
  },
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
  // validity
  "within-validity": { result: "pass", en: "Within its validity.", ja: "有効期間内です。" },
  "no-validity-dates": { result: "pass", en: "Its validity has no limits.", ja: "有効期間の定めはありません。" },
  expired: { result: "fail", verdict: "expired", en: "Its validity has ended.", ja: "有効期間が満了しています。" },
  "not-yet-valid": {
    result: "fail",
    verdict: "not-yet-valid",
    en: "Its validity has not begun.",
    ja: "有効期間がまだ始まっていません。",
  },
  "dates-unreadable": {
    result: "unknown",
    en: "The dates of its validity cannot be read.",
    ja: "有効期間の日時を読み取れません。",
  },
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
    ja: "学習時には、コース版は有効なレビュー結果のないまま廃止されていました。",
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
  // the chain, for every check that asks it
  "no-rpc": { result: "unknown", en: "No network was named to ask.", ja: "照会するネットワークが指定されていません。" },
  "chain-unreachable": {
    result: "unknown",
    en: "The network could not be reached.",
    ja: "ネットワークに接続できませんでした。",
  },
  "chain-wrong": {
    result: "unknown",
    en: "The endpoint serves another chain.",
    ja: "接続先は別のチェーンです。",
  },
  "network-missing": {
    result: "unknown",
    en: "There is no network at the address named.",
    ja: "指定の場所にネットワークがありません。",
  },
  "network-unknown": {
    result: "unknown",
    en: "It is not known where to ask for this network.",
    ja: "このネットワークの照会先が分かりません。",
  },
  "answer-invalid": {
    result: "unknown",
    en: "The network's answer could not be read.",
    ja: "ネットワークの回答を読み取れませんでした。",
  },
  "answer-mismatch": {
    result: "unknown",
    en: "The network's answer is not about this credential.",
    ja: "ネットワークの回答がこのデジタル証明についてのものではありません。",
  },
  "network-not-asked": {
    result: "unknown",
    en: "The network that the credential names was not asked.",
    ja: "デジタル証明が示すネットワークには照会していません。",
  },
  "chain-stale": {
    result: "unknown",
    en: "The network's answer is older than this verifier allows.",
    ja: "ネットワークの回答が古すぎます。",
  },
} as const satisfies Record<string, Reason>;

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
