import { ERRORS, PeersealError } from "../errors.js";
import { explainKind, isForeignKind } from "./kinds.js";

type Sentence = { readonly en: string; readonly ja: string };

const DAMAGED: Readonly<Record<string, Sentence>> = {
  png: {
    en: "This PNG image is damaged or cut short. Get it again from where it came.",
    ja: "PNG画像が壊れているか、途中で切れています。入手元からもう一度取得してください。",
  },
  svg: {
    en: "This SVG image is damaged, or uses what is refused here, such as entities of its own. Get it again from where it came.",
    ja: "SVG画像が壊れているか、独自の実体定義など受け付けない記述があります。入手元からもう一度取得してください。",
  },
  pdf: {
    en: "This PDF is damaged or cut short. Download it again from where it came.",
    ja: "PDFが壊れているか、途中で切れています。入手元からもう一度ダウンロードしてください。",
  },
  jwt: {
    en: "This JWT is damaged or cut short. Copy all three parts of it.",
    ja: "JWTが壊れているか、途中で切れています。三つの部分をすべてコピーしてください。",
  },
  link: {
    en: "This link is damaged or cut short. Copy it as a whole, or scan the code again.",
    ja: "リンクが壊れているか、途中で切れています。全体をコピーするか、コードを読み取り直してください。",
  },
};

const OTHERS: Readonly<Record<string, Sentence>> = {
  "open-ambiguous": {
    en: "This file holds more than one credential. Give each in a file of its own: which one is meant cannot be told.",
    ja: "複数の証明が入っています。どれを指すか判断できないため、一つずつ別のファイルで指定してください。",
  },
  "open-limit": {
    en: "This file unpacks to more than any credential needs, so it was not read.",
    ja: "展開すると証明としては大きすぎるため、読み取りを中止しました。",
  },
  "link-gone": {
    en: "This registry no longer holds the credential that the link names. Give the file that was downloaded.",
    ja: "リンクの示す証明は、このレジストリーにはもう保管されていません。ダウンロードしたファイルを指定してください。",
  },
  "receipt-invalid": {
    en: "The receipt is not in the form of one. Use the receipt as it was issued.",
    ja: "記録証明の形式ではありません。発行されたままの記録証明を使ってください。",
  },
};

/**
 * Says in a sentence why a file could not be opened, and what to do: for the errors of `open`; for others the
 * catalogue's words, in English.
 *
 * @example
 * explainFault(new PeersealError("open-ambiguous", ""), "ja");
 */
export function explainFault(error: PeersealError, language: "en" | "ja"): string {
  const { code, details } = error;
  const kind = typeof details.kind === "string" ? details.kind : "";
  if (code === "open-unrecognised" && isForeignKind(kind)) return explainKind(kind, language);
  const sentence = code === "open-damaged" ? DAMAGED[kind] : OTHERS[code];
  return sentence?.[language] ?? `${error.message} ${ERRORS[code].fix}`;
}

/** The error about a file of a known kind that cannot be read. */
export function damaged(kind: "png" | "svg" | "pdf" | "jwt" | "link", reason: string, cause?: unknown): PeersealError {
  const message = DAMAGED[kind]?.en ?? "The file is damaged.";
  return new PeersealError("open-damaged", message, { details: { kind, reason }, cause });
}

/** The error about a file with several credentials. */
export function ambiguous(kind: string): PeersealError {
  return new PeersealError("open-ambiguous", OTHERS["open-ambiguous"]?.en ?? "", { details: { kind } });
}

/** The error about a file that grows beyond `maxBytes` when it is unpacked. */
export function beyondLimit(kind: string, what: string, limit: number): PeersealError {
  return new PeersealError("open-limit", OTHERS["open-limit"]?.en ?? "", { details: { kind, what, limit } });
}
