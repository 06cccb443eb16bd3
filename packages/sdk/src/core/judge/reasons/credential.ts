import type { Reason } from "./reason.js";

/** Reasons of the checks `format`, `signature`, `issuer` and `validity`. */
export const CREDENTIAL_REASONS = {
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
  "base-proof": {
    result: "warn",
    en: "Every signature is right. With this file anyone can show any part of the credential: only its holder should have it.",
    ja: "すべての署名が正しいものです。ただし、任意の一部を開示できるファイルのため、本人だけが持つべきものです。",
  },
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
  "key-not-listed": {
    result: "fail",
    verdict: "forged",
    en: "The issuer does not list the key that signed among its own.",
    ja: "署名した鍵は、発行者が公開している鍵に含まれていません。",
  },
  "proof-expired": {
    result: "fail",
    verdict: "expired",
    en: "A signature is right, but the end that it sets itself has passed.",
    ja: "署名は正しいものですが、署名に定められた期限を過ぎています。",
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
} as const satisfies Record<string, Reason>;
