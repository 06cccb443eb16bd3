import {
  type Check,
  type CheckName,
  explain,
  explainVerdict,
  type QualityAnswer,
  type QualityAt,
  type Verdict,
} from "@peerseal/sdk";
import { el } from "./dom.js";
import { type Language, type TextKey, text, tone } from "./text.js";

const GLYPHS = { pass: "✓", fail: "✕", warn: "!", unknown: "?", "not-applicable": "–" } as const;
const BAND_GLYPHS = { good: "✓", bad: "✕", unsure: "?" } as const;

/** The five questions, each with the checks that answer it. */
const QUESTIONS: readonly (readonly [TextKey, readonly CheckName[]])[] = [
  ["q1", ["format", "signature", "anchor"]],
  ["q2", ["status", "validity"]],
  ["q3", ["issuer", "course"]],
  ["q4", ["quality"]],
  ["q5", ["recognition"]],
];

const ORDER = ["fail", "unknown", "warn", "pass", "not-applicable"] as const;

function when(seconds: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "UTC", hour12: false })
    .format(seconds * 1000)
    .concat(" UTC");
}

function checkEntry(check: Check, language: Language): readonly Node[] {
  const evidence = Object.entries(check.evidence).map(([name, value]) =>
    el("dd", {}, `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`),
  );
  return [
    el("dt", {}, `${GLYPHS[check.result]} ${check.check}: ${explain(check, language)}`),
    el("dd", {}, `${text("source", language)}: ${check.source}`),
    ...(check.at === null ? [] : [el("dd", {}, when(check.at, language))]),
    ...evidence,
  ];
}

/** Name of the issuing institution, as the chain attests it. */
function issuerName({ check, evidence }: Check): string | null {
  const { institution } = evidence;
  if (check !== "issuer" || typeof institution !== "object" || institution === null) return null;
  return "name" in institution && typeof institution.name === "string" ? institution.name : null;
}

function question(key: TextKey, checks: readonly Check[], language: Language): HTMLElement {
  const worst = ORDER.find((result) => checks.some((check) => check.result === result)) ?? "unknown";
  const lead = checks.find((check) => check.result === worst);
  const name = checks.map(issuerName).find((found) => found !== null);
  return el(
    "details",
    {},
    el(
      "summary",
      {},
      el("span", { "aria-hidden": "true" }, GLYPHS[worst]),
      `${text(key, language)} ${name === undefined ? "" : `${name}. `}`,
      lead === undefined ? "" : explain(lead, language),
    ),
    el("dl", { "aria-label": text("how", language) }, ...checks.flatMap((check) => checkEntry(check, language))),
  );
}

function qualityRow(key: TextKey, moment: QualityAt, language: Language): HTMLElement {
  const cell = el("td", {}, text(`quality.${moment.state}`, language));
  const { decision } = moment;
  const notes = moment.flags.map((flag) => text(`flag.${flag}`, language));
  if (decision === null && notes.length > 0) cell.append(list(notes));
  if (decision !== null) {
    const panel = decision.panel.map(({ role, name, flags }) => {
      const marks = [name, ...flags.map((flag) => text(`seat.${flag}`, language))].join(", ");
      return role === "none" ? marks : `${text(`role.${role}`, language)} (${marks})`;
    });
    const parts = [
      `${text("decided", language)} ${when(decision.decidedAt, language)}`,
      ...(decision.expiresAt === null ? [] : [`${text("until", language)} ${when(decision.expiresAt, language)}`]),
      `${text("convener", language)}: ${decision.convener.name}`,
      `${text("panel", language)}: ${panel.join(", ")}`,
      ...(decision.listed ? [] : [text("unlisted", language)]),
      ...notes,
    ];
    cell.append(list(parts));
  }
  return el("tr", {}, el("th", { scope: "row" }, text(key, language)), cell);
}

function list(parts: readonly string[]): HTMLElement {
  return el("ul", {}, ...parts.map((part) => el("li", {}, part)));
}

function qualityTable(quality: QualityAnswer, language: Language): HTMLElement {
  return el(
    "section",
    {},
    el("h3", {}, text("review", language)),
    el(
      "table",
      {},
      el(
        "tbody",
        {},
        qualityRow("learning", quality.learning, language),
        qualityRow("issued", quality.issue, language),
        qualityRow("now", quality.now, language),
      ),
    ),
    el("p", { class: "hint" }, text("another", language)),
  );
}

/** One verdict: band, five questions, the review, the raw answer. */
export function verdictView(name: string, verdict: Verdict, language: Language): HTMLElement {
  const mood = tone(verdict.verdict);
  return el(
    "article",
    {},
    el(
      "div",
      { class: `band ${mood}` },
      el("h2", {}, `${BAND_GLYPHS[mood]} ${explainVerdict(verdict.verdict, language)}`),
      el("p", {}, `${name} · ${when(verdict.at, language)}`),
    ),
    ...QUESTIONS.map(([key, names]) =>
      question(
        key,
        verdict.checks.filter(({ check }) => names.includes(check)),
        language,
      ),
    ),
    ...(verdict.quality === null ? [] : [qualityTable(verdict.quality, language)]),
    el("details", {}, el("summary", {}, text("repeat", language)), el("pre", {}, `npm run -s verify -- ${name}`)),
    el("details", {}, el("summary", {}, text("raw", language)), el("pre", {}, JSON.stringify(verdict, null, 2))),
  );
}

/** A file that could not be read as a credential. */
export function faultView(name: string, message: string): HTMLElement {
  return el("article", {}, el("div", { class: "band bad" }, el("h2", {}, `✕ ${message}`), el("p", {}, name)));
}
