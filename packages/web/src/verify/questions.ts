import type { Check, CheckName } from "@peerseal/sdk";

/** The five questions, each with the checks that answer it. */
export const QUESTIONS = [
  ["q1", ["format", "signature", "anchor"]],
  ["q2", ["status", "validity"]],
  ["q3", ["issuer", "course"]],
  ["q4", ["quality"]],
  ["q5", ["recognition"]],
] as const satisfies readonly (readonly [string, readonly CheckName[]])[];

/** The questions in words, and the answer to the last as long as no network has one. */
export const QUESTION_WORDS = {
  en: {
    q1: "Genuine?",
    q2: "Still valid?",
    q3: "Who issued it?",
    q4: "Was the course reviewed, and with what result?",
    q5: "What does it count for here?",
    allGood1: "Yes: signed, unchanged since, and in the batch that the institution recorded.",
    allGood2: "Yes: neither revoked nor suspended, and within its dates.",
    notInstalled:
      "This network records no decisions about credit recognition yet. Whether it counts, and for how much, the institution that you ask decides.",
  },
  ja: {
    q1: "真正か",
    q2: "今も有効か",
    q3: "誰が発行したか",
    q4: "コースはレビューされたか、結果は",
    q5: "ここで何に数えられるか",
    allGood1: "はい。署名は正しく、その後の変更はなく、機関が記録した発行分に含まれています。",
    allGood2: "はい。失効も一時停止もされておらず、有効期間内です。",
    notInstalled:
      "このネットワークには、単位認定の決定はまだ記録されていません。認められるか、どれだけ数えられるかは、照会先の機関が判断します。",
  },
} as const;

/** The gravest first: what a row speaks of. */
const ORDER = ["fail", "unknown", "warn", "pass", "not-applicable"] as const;

/** Results as signs beside their words. */
export const RESULT_GLYPHS: Readonly<Record<Check["result"], string>> = {
  pass: "✓",
  fail: "✕",
  warn: "!",
  unknown: "?",
  "not-applicable": "–",
};

/** Reasons that take nothing from an answer: each is told where its row is opened. */
const MINOR: ReadonlySet<string> = new Set(["descriptor-absent"]);

/** The check that the answer to a question rests on: the first of the gravest. Null: there is none. */
export function gravestOf(checks: readonly Check[], names: readonly CheckName[]): Check | null {
  const named = checks.filter(({ check }) => names.includes(check));
  const grave = named.filter(({ reason }) => !MINOR.has(reason));
  const asked = grave.length === 0 ? named : grave;
  const result = ORDER.find((one) => asked.some((check) => check.result === one));
  return asked.find((check) => check.result === result) ?? null;
}

/** In which words a question is answered: those of the check that it rests on, or those for all of them together. */
export function answerTo(
  question: (typeof QUESTIONS)[number][0],
  checks: readonly Check[],
): { readonly check: Check } | { readonly word: "allGood1" | "allGood2" | "notInstalled" } | null {
  const names = QUESTIONS.find(([name]) => name === question)?.[1] ?? [];
  const gravest = gravestOf(checks, names);
  if (gravest === null) return null;
  if (gravest.reason === "not-installed") return { word: "notInstalled" };
  if (gravest.result !== "pass" || (question !== "q1" && question !== "q2")) return { check: gravest };
  return { word: question === "q1" ? "allGood1" : "allGood2" };
}
