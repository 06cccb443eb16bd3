import { type ErrorDetails, PeersealError } from "../errors.js";

type Sentence = { readonly en: string; readonly ja: string };

/** What a file is that is no credential, each with a sentence that says so and what to do instead. */
const KINDS = {
  empty: {
    en: "This file is empty. Get it again from where it came.",
    ja: "空のファイルです。入手元からもう一度取得してください。",
  },
  "too-large": {
    en: "This file is larger than any credential. Give the credential itself.",
    ja: "デジタル証明としては大きすぎるファイルです。証明ファイルそのものを指定してください。",
  },
  text: {
    en: "This is plain text. Give a credential file, or paste a credential, a JWT or a link to one.",
    ja: "ただのテキストです。証明ファイルを指定するか、証明・JWT・リンクを貼り付けてください。",
  },
  receipt: {
    en: "This is a receipt without its credential. Give the credential, and this beside it.",
    ja: "記録証明だけのファイルです。デジタル証明と一緒に指定してください。",
  },
  document: {
    en: "This is a document of Peerseal, such as a course or a review, not a credential. Give the credential.",
    ja: "コースやレビューなどPeersealの文書であり、デジタル証明ではありません。証明ファイルを指定してください。",
  },
  presentation: {
    en: "This is a presentation: credentials that their holder shows together. Verify it as a presentation.",
    ja: "提示(プレゼンテーション)です。所持者がまとめて示した証明なので、プレゼンテーションとして検証してください。",
  },
  "open-badge-2": {
    en: "This is an Open Badge 2, which is checked at its issuer's web site and has no signature to check here. Ask the issuer for an Open Badge 3.",
    ja: "Open Badges 2 のバッジです。発行者のサイトで確認する方式で、ここで検証できる署名がありません。発行者に Open Badges 3 の発行を依頼してください。",
  },
  "clr-1": {
    en: "This is a Comprehensive Learner Record 1, which is not supported. Ask for it as CLR 2, or for the credentials in it.",
    ja: "CLR(包括的学習者記録)1 には対応していません。CLR 2、または中の個々の証明を発行者に依頼してください。",
  },
  "open-attestation-2": {
    en: "This is an OpenAttestation 2 document, which is not supported. Check it with OpenAttestation's own verifier.",
    ja: "OpenAttestation 2 の文書には対応していません。OpenAttestation の検証ツールで確認してください。",
  },
  "status-list": {
    en: "This is a status list, which tells of many credentials whether they are revoked. Give one of these credentials.",
    ja: "多数の証明の失効状態を載せた状態リストです。確認したいデジタル証明を指定してください。",
  },
  "did-document": {
    en: "This is a DID document: the keys of an issuer. Give a credential that it signed.",
    ja: "発行者の鍵を載せたDID文書です。その発行者が署名したデジタル証明を指定してください。",
  },
  key: {
    en: "This is a cryptographic key. Keep it safe if it is yours, and give a credential.",
    ja: "暗号鍵のファイルです。ご自身のものなら大切に保管し、デジタル証明を指定してください。",
  },
  "json-schema": {
    en: "This is a JSON Schema, which says how a document must look. Give a credential.",
    ja: "文書の形式を定めるJSON Schemaです。デジタル証明を指定してください。",
  },
  list: {
    en: "This is a list. Give its credentials one by one.",
    ja: "JSONのリストです。中の証明を一つずつ指定してください。",
  },
  value: {
    en: "This is a single JSON value. Give a credential.",
    ja: "単独のJSON値です。デジタル証明を指定してください。",
  },
  object: {
    en: "This is a JSON file, but no credential. Give the credential.",
    ja: "JSONファイルですが、デジタル証明ではありません。証明ファイルを指定してください。",
  },
  "jwt-other": {
    en: "This is a JWT that holds no credential, such as a login token. Keep it secret, and give a credential.",
    ja: "デジタル証明を含まないJWT(ログイン用トークンなど)です。他人に渡さず、デジタル証明を指定してください。",
  },
  jwe: {
    en: "This is encrypted (JWE). Ask its holder to decrypt it.",
    ja: "暗号化されています(JWE)。所持者に復号を依頼してください。",
  },
  "sd-jwt": {
    en: "This is an SD-JWT, which is not supported. Ask for the credential as JSON or JWT.",
    ja: "SD-JWT には対応していません。JSON または JWT 形式のデジタル証明を依頼してください。",
  },
  cbor: {
    en: "This is CBOR, such as a mobile document (mdoc) or a COSE credential, which is not supported. Ask for the credential as JSON.",
    ja: "CBOR(モバイル文書mdocやCOSE形式の証明)には対応していません。JSON形式のデジタル証明を依頼してください。",
  },
  url: {
    en: "This is a link. Open it, and give the file that it leads to.",
    ja: "リンクです。開いて、リンク先のファイルを指定してください。",
  },
  "wallet-link": {
    en: "This is a link for a wallet. Open it with the wallet, and give the credential that it keeps.",
    ja: "ウォレット用のリンクです。ウォレットで受け取った証明を指定してください。",
  },
  html: {
    en: "This is a web page. Download the credential from it, and give that file.",
    ja: "ウェブページです。ページから証明ファイルをダウンロードして指定してください。",
  },
  xml: { en: "This is an XML file. Give the credential.", ja: "XMLファイルです。証明ファイルを指定してください。" },
  svg: {
    en: "This is an SVG image without a credential in it. Give the badge as its issuer sent it: editing may remove the credential.",
    ja: "証明が埋め込まれていないSVG画像です。編集で失われることがあるため、発行者から受け取ったままの画像を指定してください。",
  },
  png: {
    en: "This is a PNG image without a credential in it. Give the badge as its issuer sent it: screenshots and messengers remove the credential.",
    ja: "証明が埋め込まれていないPNG画像です。スクリーンショットやメッセージアプリで失われるため、発行者から受け取ったままの画像を指定してください。",
  },
  pdf: {
    en: "This is a PDF without a credential attached. Give the certificate as it was downloaded: printing to PDF removes the attachment.",
    ja: "証明が添付されていないPDFです。印刷し直すと添付が失われるため、ダウンロードしたままの修了証を指定してください。",
  },
  "pdf-encrypted": {
    en: "This PDF is encrypted. Save it without a password, and give that file.",
    ja: "暗号化されたPDFです。パスワードなしで保存し直して指定してください。",
  },
  jpeg: {
    en: "This is a JPEG photo, which holds no credential. Give the file itself, not a picture of it.",
    ja: "JPEG写真には証明が含まれません。写真ではなく証明ファイルそのものを指定してください。",
  },
  heic: {
    en: "This is a photo of a phone (HEIC), which holds no credential. Give the file itself, not a picture of it.",
    ja: "スマートフォンの写真(HEIC)には証明が含まれません。写真ではなく証明ファイルそのものを指定してください。",
  },
  gif: {
    en: "This is a GIF image, which holds no credential. Give the PNG or SVG that the issuer sent.",
    ja: "GIF画像には証明が含まれません。発行者から受け取ったPNGまたはSVGを指定してください。",
  },
  image: {
    en: "This is an image of a kind that holds no credential. Give the PNG or SVG that the issuer sent.",
    ja: "証明を含まない形式の画像です。発行者から受け取ったPNGまたはSVGを指定してください。",
  },
  zip: {
    en: "This is a ZIP archive. Unpack it, and give the files in it.",
    ja: "ZIPファイルです。展開して、中のファイルを指定してください。",
  },
  gzip: {
    en: "This is compressed (gzip). Unpack it, and give the file in it.",
    ja: "圧縮ファイル(gzip)です。展開して、中のファイルを指定してください。",
  },
  office: {
    en: "This is a document of an office program. Give the credential file, not a document about it.",
    ja: "オフィスソフトの文書です。文書ではなく証明ファイルを指定してください。",
  },
} as const satisfies Record<string, Sentence>;

/** What a file is that is no credential. */
export type ForeignKind = keyof typeof KINDS;

/** Says what a file is that is no credential, and what to do. */
export function explainKind(kind: ForeignKind, language: "en" | "ja"): string {
  return KINDS[kind][language];
}

/** Every kind of {@link ForeignKind}. */
export const FOREIGN_KINDS: readonly ForeignKind[] = Object.keys(KINDS).filter(isForeignKind);

/** Whether a text, such as `details.kind` of an error, is one of the kinds. */
export function isForeignKind(text: string): text is ForeignKind {
  return Object.hasOwn(KINDS, text);
}

/** The error about a file that is no credential. */
export function unrecognised(kind: ForeignKind, details: ErrorDetails = {}): PeersealError {
  return new PeersealError("open-unrecognised", KINDS[kind].en, { details: { ...details, kind } });
}
