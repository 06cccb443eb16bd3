import type { AwardBasis } from "../openbadges/narrative.js";

/** Languages in which certificates and badges are made. */
export type CertificateLanguage = "en" | "ja";

/** Every word on a certificate that does not come from the credential. */
export type Words = {
  readonly certificate: string;
  readonly micro: string;
  readonly nameLine: string;
  readonly nameNote: string;
  readonly basis: Readonly<Record<AwardBasis | "unknown", string>>;
  readonly outcomes: Readonly<Record<AwardBasis | "unknown", string>>;
  readonly continued: string;
  readonly workload: string;
  readonly hours: (minutes: number) => string;
  readonly taught: string;
  readonly awarded: string;
  readonly validUntil: string;
  readonly level: string;
  readonly credits: string;
  readonly form: string;
  readonly forms: Readonly<Record<string, string>>;
  readonly identity: string;
  readonly identities: Readonly<Record<string, string>>;
  readonly version: string;
  readonly review: string;
  readonly outcome: Readonly<Record<string, string>>;
  readonly noReview: string;
  readonly noReviewNote: string;
  readonly decided: (date: string) => string;
  readonly stands: (date: string) => string;
  readonly reviewNote: string;
  readonly verify: string;
  readonly verifySteps: readonly [withLink: string, withDigest: string];
  readonly attached: (name: string) => string;
  readonly credential: string;
  readonly digest: string;
  readonly batch: string;
  readonly network: string;
  readonly testChain: string;
  readonly page: (page: number, of: number) => string;
  readonly date: (time: string) => string;
};

const MONTHS = "January February March April May June July August September October November December".split(" ");

const EN: Words = {
  certificate: "Certificate",
  micro: "Micro-credential",
  nameLine: "Awarded to",
  nameNote: "The digital credential holds no name: its holder is known to the institution.",
  basis: {
    assessed: "for passing the assessment of this course",
    participation: "for taking part in this course; the learning outcomes were not assessed",
    unknown: "for this course",
  },
  outcomes: {
    assessed: "Learning outcomes attained",
    participation: "Learning outcomes of the course (not assessed)",
    unknown: "Learning outcomes of the course",
  },
  continued: "continued",
  workload: "Workload",
  hours: (minutes) => duration(minutes, " h", " min", " "),
  taught: "Course dates",
  awarded: "Awarded",
  validUntil: "Valid until",
  level: "Level",
  credits: "Credits",
  form: "Form",
  forms: { online: "Online", onsite: "On site", blended: "Online and on site" },
  identity: "Identity check",
  identities: {
    none: "None",
    account: "By account",
    document: "By identity document",
    "in-person": "In person",
    "not-stated": "Not stated",
  },
  version: "Course version",
  review: "Peer review of the course, as of issuing",
  outcome: {
    met: "Standard met",
    conditional: "Standard met with conditions",
    "not-met": "Standard not met",
    provisional: "Rapid review: provisional",
  },
  noReview: "No review result is stated in the credential",
  noReviewNote: "Verifying shows which review result stands, and which stood at any date.",
  decided: (date) => `decided on ${date}`,
  stands: (date) => `stands until ${date}`,
  reviewNote: "Found by peers of other institutions. It does not take the place of statutory quality assurance.",
  verify: "How to verify",
  verifySteps: [
    "Scan the code, or give this PDF file, unchanged, to a verify page or to the command “peerseal verify”. The answer comes from the blockchain record and tells whether the credential is genuine and still valid, and how the course stands today.",
    "Give this PDF file, unchanged, to a verify page or to the command “peerseal verify”. The answer comes from the blockchain record and tells whether the credential is genuine and still valid, and how the course stands today. The code leads to the page, which asks the registry for the credential while it still keeps it.",
  ],
  attached: (name) => `The credential is attached to this PDF as ${name}. Paper alone proves nothing.`,
  credential: "Credential",
  digest: "Digest (SHA-256)",
  batch: "Batch",
  network: "Network",
  testChain: "Local test chain: demonstration data, no real credential.",
  page: (page, of) => `Page ${page} of ${of}`,
  date: (time) => {
    const [year, month, day] = dateParts(time);
    return `${day} ${MONTHS[month - 1] ?? ""} ${year}`;
  },
};

const JA: Words = {
  certificate: "修了証",
  micro: "マイクロクレデンシャル",
  nameLine: "氏名",
  nameNote: "デジタル証明に氏名は含まれません。取得者は発行機関が確認しています。",
  basis: {
    assessed: "本コースの評価に合格したことを証します",
    participation: "本コースに参加したことを証します(学修成果の評価は行っていません)",
    unknown: "本コースについて授与します",
  },
  outcomes: {
    assessed: "修得した学修成果",
    participation: "コースの学修成果(評価なし)",
    unknown: "コースの学修成果",
  },
  continued: "続き",
  workload: "学修時間",
  hours: (minutes) => duration(minutes, "時間", "分", ""),
  taught: "実施期間",
  awarded: "授与日",
  validUntil: "有効期限",
  level: "レベル",
  credits: "単位",
  form: "実施形態",
  forms: { online: "オンライン", onsite: "対面", blended: "オンラインと対面" },
  identity: "本人確認",
  identities: {
    none: "なし",
    account: "アカウントによる",
    document: "身分証明書による",
    "in-person": "対面による",
    "not-stated": "記載なし",
  },
  version: "コース版",
  review: "発行時点でのコースのピア・レビュー結果",
  outcome: {
    met: "基準充足",
    conditional: "条件付き基準充足",
    "not-met": "基準未充足",
    provisional: "暫定(緊急レビュー)",
  },
  noReview: "レビュー結果の記載はありません",
  noReviewNote: "検証すると、現在および指定日のレビュー結果を確認できます。",
  decided: (date) => `判定日 ${date}`,
  stands: (date) => `有効期限 ${date}`,
  reviewNote: "他機関の評価員によるピア・レビューの結果であり、法令に基づく質保証に代わるものではありません。",
  verify: "検証の方法",
  verifySteps: [
    "コードを読み取るか、このPDFファイルをそのまま検証ページまたは「peerseal verify」コマンドに渡してください。ブロックチェーンの記録に照らして、真正か、今も有効か、コースの現在のレビュー結果はどうかを確認できます。",
    "このPDFファイルをそのまま検証ページまたは「peerseal verify」コマンドに渡してください。ブロックチェーンの記録に照らして、真正か、今も有効か、コースの現在のレビュー結果はどうかを確認できます。コードは検証ページに通じ、レジストリーに証明が保管されている間はそれを照会します。",
  ],
  attached: (name) => `デジタル証明は ${name} としてこのPDFに添付されています。紙面だけでは証明になりません。`,
  credential: "証明ID",
  digest: "ダイジェスト(SHA-256)",
  batch: "発行分",
  network: "ネットワーク",
  testChain: "ローカルのテスト用チェーンによるデモデータであり、本物の証明ではありません。",
  page: (page, of) => `${page} / ${of} ページ`,
  date: (time) => {
    const [year, month, day] = dateParts(time);
    return `${year}年${month}月${day}日`;
  },
};

/** The words of a language. */
export function wordsIn(language: CertificateLanguage): Words {
  return language === "ja" ? JA : EN;
}

function dateParts(time: string): readonly [year: number, month: number, day: number] {
  const [year = 0, month = 0, day = 0] = time.slice(0, 10).split("-").map(Number);
  return [year, month, day];
}

function duration(minutes: number, hour: string, minute: string, between: string): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours}${hour}` : "", rest > 0 ? `${rest}${minute}` : ""].filter(Boolean).join(between);
}
