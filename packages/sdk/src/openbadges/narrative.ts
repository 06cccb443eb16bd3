import type { CourseVersionDocument, TextByLanguage } from "../core/documents/index.js";

/** How the learner earned the credential: by passing the assessments, or by having taken part. */
export type AwardBasis = "assessed" | "participation";

/**
 * The text of a language; failing that of a variant or the plain form of it, English, or any.
 * Course versions promise one language, not all.
 */
export function textIn(texts: TextByLanguage, language: string): string {
  const [base = language] = language.split("-");
  const variant = Object.keys(texts).find((tag) => tag.split("-")[0] === base);
  return texts[language] ?? texts[base] ?? texts[variant ?? "en"] ?? texts.en ?? Object.values(texts)[0] ?? "";
}

type Words = {
  readonly outcomes: string;
  readonly workload: (minutes: number) => string;
  readonly assessment: string;
  readonly passRule: string;
  readonly participation: Readonly<Record<CourseVersionDocument["participationForm"], string>>;
  readonly supervision: Readonly<Record<CourseVersionDocument["supervision"], string>>;
  readonly basis: Readonly<Record<AwardBasis, string>>;
};

const EN: Words = {
  outcomes: "Learning outcomes",
  workload: (minutes) => `Workload: ${duration(minutes, " h", " min", " ")}.`,
  assessment: "Assessment",
  passRule: "To pass",
  participation: {
    online: "Participation: online.",
    onsite: "Participation: on site.",
    blended: "Participation: online and on site.",
  },
  supervision: {
    none: "Without supervision or identity check.",
    "identity-checked": "With an identity check.",
    "supervised-online": "Supervised online, with an identity check.",
    "supervised-onsite": "Supervised on site, with an identity check.",
  },
  basis: {
    assessed: "Awarded for passing the assessment.",
    participation: "Awarded for participation; the learning outcomes were not assessed.",
  },
};

const JA: Words = {
  outcomes: "学修成果",
  workload: (minutes) => `学修時間：${duration(minutes, "時間", "分", "")}。`,
  assessment: "評価",
  passRule: "合格条件",
  participation: {
    online: "参加形態：オンライン。",
    onsite: "参加形態：対面。",
    blended: "参加形態：オンラインと対面。",
  },
  supervision: {
    none: "監督・本人確認なし。",
    "identity-checked": "本人確認あり。",
    "supervised-online": "オンラインでの監督・本人確認あり。",
    "supervised-onsite": "対面での監督・本人確認あり。",
  },
  basis: {
    assessed: "評価に合格したことにより授与。",
    participation: "参加により授与。学修成果は評価していない。",
  },
};

function wordsOf(language: string): Words {
  return language.split("-")[0] === "ja" ? JA : EN;
}

/**
 * `criteria.narrative`: outcomes, workload, assessment, participation in words, so that a person without our software
 * can read what the credential stands for. Markdown lists, as Open Badges 3.0 allows. Headings are English unless the
 * language is Japanese.
 */
export function criteriaNarrative(course: CourseVersionDocument, language: string): string {
  const words = wordsOf(language);
  const say = (texts: TextByLanguage) => textIn(texts, language);
  return [
    `${words.outcomes}:`,
    ...course.learningOutcomes.map(({ text }) => `- ${say(text)}`),
    "",
    words.workload(course.workloadMinutes),
    "",
    `${words.assessment}:`,
    ...course.assessments.map(
      ({ description, passRule }) => `- ${say(description)} ${words.passRule}: ${say(passRule)}`,
    ),
    "",
    `${words.participation[course.participationForm]} ${words.supervision[course.supervision]}`,
  ].join("\n");
}

/** `credentialSubject.narrative`: on what ground this learner got it. */
export function awardNarrative(basis: AwardBasis, language: string): string {
  return wordsOf(language).basis[basis];
}

function duration(minutes: number, hour: string, minute: string, between: string): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours}${hour}` : "", rest > 0 ? `${rest}${minute}` : ""].filter(Boolean).join(between);
}
