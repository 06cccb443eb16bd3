import type { Language } from "../language/language.js";

/** Names of pieces of evidence; the last part of a path that is here names it, else the path itself does. */
const FIELDS: Readonly<Record<string, readonly [en: string, ja: string]>> = {
  block: ["Block", "ブロック"],
  "block.number": ["Block", "ブロック"],
  "block.time": ["Time of the block", "ブロックの日時"],
  "block.tag": ["Kind of block", "ブロックの種別"],
  model: ["Data model", "データモデル"],
  kind: ["Kind", "種別"],
  code: ["Code", "コード"],
  digest: ["Digest of the credential", "証明のダイジェスト"],
  receiptDigest: ["Digest in the receipt", "記録証明のダイジェスト"],
  root: ["Root of the batch", "発行分の根ハッシュ"],
  size: ["Size of the batch", "発行分の件数"],
  key: ["Key", "鍵"],
  anchoredAt: ["Recorded", "記録日時"],
  final: ["Final", "確定"],
  "batch.network": ["Network of the batch", "発行分のネットワーク"],
  "batch.institution": ["Institution of the batch", "発行分の機関番号"],
  "batch.number": ["Number of the batch", "発行分の番号"],
  "batch.index": ["Place in the batch", "発行分の中の位置"],
  statusBits: ["Status bits", "状態ビット"],
  statusBitsNow: ["Status bits now", "現在の状態ビット"],
  from: ["Valid from", "有効期間の開始"],
  until: ["Valid until", "有効期間の終了"],
  named: ["Course version that it names", "記載のコース版"],
  batch: ["Course version of the batch", "発行分のコース版"],
  course: ["Course", "コース"],
  publisher: ["Published by institution", "公開した機関番号"],
  publishedAt: ["Published", "公開日時"],
  retiredAt: ["Retired", "提供終了日時"],
  "institution.id": ["Institution", "機関番号"],
  "institution.name": ["Name on the network", "ネットワーク上の名称"],
  "institution.domain": ["Domain", "ドメイン"],
  "institution.country": ["Country", "国"],
  "institution.kind": ["Kind of institution", "機関の種別"],
  "standingThen.standing": ["Standing then", "当時の資格"],
  "standingThen.since": ["Since (then)", "当時の資格の開始"],
  "standingThen.ground": ["Ground (then)", "当時の理由"],
  "standingThen.successor": ["Successor (then)", "当時の承継機関"],
  "standingThen.recordsKeeper": ["Keeper of the records (then)", "当時の記録保管機関"],
  "standingNow.successor": ["Successor", "承継機関"],
  "standingNow.recordsKeeper": ["Keeper of the records", "記録保管機関"],
  "standingNow.standing": ["Standing now", "現在の資格"],
  "standingNow.since": ["Since (now)", "現在の資格の開始"],
  "standingNow.ground": ["Ground (now)", "現在の理由"],
  "claimed.id": ["Issuer as it is written", "記載の発行者ID"],
  "claimed.name": ["Name as it is written", "記載の名称"],
  "claimed.institutions.0.network": ["Network as it is written", "記載のネットワーク"],
  "claimed.institutions.0.institution": ["Institution as it is written", "記載の機関番号"],
  outcome: ["Outcome", "結果"],
  suite: ["Kind of signature", "署名の方式"],
  verificationMethod: ["Key as it is written", "記載の鍵"],
  controlledByIssuer: ["Key of the issuer named", "記載の発行者の鍵か"],
  agrees: ["Signature is that of the key as it is written", "記載の鍵による署名か"],
  keyFrom: ["Key taken from", "鍵の出所"],
  reason: ["Reason", "理由"],
  "learning.state": ["At the end of the learning period", "学習期間の終了時"],
  "learning.at": ["End of the learning period", "学習期間の終了"],
  "learning.round": ["Review round then", "当時のレビュー手続"],
  "issue.state": ["When it was recorded", "記録された時点"],
  "issue.at": ["Time of the record", "記録の日時"],
  "issue.round": ["Review round at the record", "記録時のレビュー手続"],
  "now.state": ["Now", "現在"],
  "now.at": ["Time of the answer", "回答の日時"],
  "now.round": ["Review round now", "現在のレビュー手続"],
};

/** The name of a piece of evidence for people. */
export function fieldName(path: string, language: Language): string {
  const parts = path.split(".");
  for (let from = 0; from < parts.length; from++) {
    const found = FIELDS[parts.slice(from).join(".")];
    if (found === undefined) continue;
    // Of several signatures each is told with its number.
    const number = parts.slice(0, from).find((part) => /^\d+$/.test(part));
    const name = found[language === "en" ? 0 : 1];
    return number === undefined || number === "0" ? name : `${name} ${Number(number) + 1}`;
  }
  return path;
}
