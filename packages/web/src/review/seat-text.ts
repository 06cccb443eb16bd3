import { dictionary } from "../language/language.js";

/** Words around a seat: whose it is, and what it comes to. */
export const TEXT = dictionary(
  {
    title: "Review: {course}",
    noSeat: "There is no seat {seat} in this round",
    noSeatText: "The link may be mistyped, or the seat was not appointed yet. Ask the institution that invited you.",
    claimTitle: "Is this your seat?",
    claimText:
      "This browser does not know the signer of this seat yet. Show that it is yours; nothing is sent by that.",
    claimPasskey: "Show the passkey of this seat",
    claimWallet: "Show the account with {name}",
    claimNoWallet:
      "The seat belongs to the account {account}. This browser shows no wallet: open the page where your wallet is.",
    notYours: "This passkey does not belong to this seat.",
    otherAccount:
      "The wallet gave the account {actual}; the seat belongs to {expected}. Choose that account in the wallet.",
    label: "Review: {course}",
    recordTitle: "Your record",
    recordText:
      "You can cite this review. It names your seat, not you: whoever wants credit shows that they hold its signer.",
    cite: "To cite it",
    bibtex: "BibTeX",
    permanent: "Permanent page of the round",
    digest: "Digest of the review",
    ratingsHow: "Ratings as the chain holds them",
    signer: "Signer",
    signature: "Signature",
    sequence: "Version",
    "sequence.1": "First review",
    "sequence.2": "Revision",
    download: "Save the signed review as a file",
    signatureElsewhere: "The signature stands in the transaction; this browser does not hold it.",
    readTitle: "The review as a text",
    levelNone: "Not judged: {reason}",
    confidenceShort: "confidence: {word}",
    evidenceAt: "{path}, {location}: {text}",
    minutesSpent: "{time} spent",
    aiUsed: "AI was used: {text}",
    aiNotUsed: "No AI was used.",
    citation:
      "{role} appointed by {institution}. Review of “{course}” {version} ({sequence}). Peerseal review round {round}, seat {seat}. {date}. SHA-256 {digest}. {url}",
  },
  {
    title: "レビュー: {course}",
    noSeat: "この手続に評価員席 {seat} はありません",
    noSeatText: "リンクが正しくないか、まだ任命されていません。依頼元の機関に確認してください。",
    claimTitle: "あなたの評価員席ですか",
    claimText:
      "このブラウザーは、この評価員席の署名者をまだ知りません。ご自身のものであることを示してください。何も送信されません。",
    claimPasskey: "この評価員席のパスキーを示す",
    claimWallet: "{name} のアカウントを示す",
    claimNoWallet:
      "この評価員席はアカウント {account} のものです。このブラウザーにウォレットはありません。ウォレットのある環境で開いてください。",
    notYours: "このパスキーは、この評価員席のものではありません。",
    otherAccount:
      "ウォレットのアカウントは {actual} ですが、評価員席は {expected} のものです。ウォレットでそのアカウントを選んでください。",
    label: "レビュー: {course}",
    recordTitle: "レビューの記録",
    recordText:
      "このレビューは引用できます。記録は評価員席を示し、氏名は示しません。業績としたい場合は、署名者であることを示してください。",
    cite: "引用の形",
    bibtex: "BibTeX",
    permanent: "この手続の恒久ページ",
    digest: "レビューのダイジェスト",
    ratingsHow: "チェーン上の評点",
    signer: "署名者",
    signature: "署名",
    sequence: "版",
    "sequence.1": "最初のレビュー",
    "sequence.2": "修正版",
    download: "署名付きレビューをファイルに保存",
    signatureElsewhere: "署名はトランザクションにあります。このブラウザーには保持されていません。",
    readTitle: "レビューの本文",
    levelNone: "判断なし: {reason}",
    confidenceShort: "確信の度合い: {word}",
    evidenceAt: "{path}、{location}: {text}",
    minutesSpent: "所要時間 {time}",
    aiUsed: "AIの利用: {text}",
    aiNotUsed: "AIは使っていません。",
    citation:
      "{institution}任命の評価員({role})「{course}」{version} のレビュー({sequence})、Peerseal レビュー手続 {round}、評価員席 {seat}、{date}、SHA-256 {digest}、{url}",
  },
);
