import { styleText } from "node:util";
import {
  type Check,
  type CheckResult,
  exitCode,
  explain,
  explainVerdict,
  type QualityAnswer,
  type QualityAt,
  type Verdict,
} from "@peerseal/sdk";
import { clean, utc } from "../text.js";
import { FLAGS, QUALITY, QUESTIONS, ROLE_NAMES, SEAT_MARKS } from "./words.js";

type Colour = "green" | "yellow" | "red" | "dim" | "bold";
type Paint = (colour: Colour, text: string) => string;

const GLYPHS: Readonly<Record<CheckResult, string>> = {
  pass: "✓",
  warn: "!",
  fail: "✗",
  unknown: "?",
  "not-applicable": "–",
};
const COLOURS: Readonly<Record<CheckResult, Colour>> = {
  pass: "green",
  warn: "yellow",
  fail: "red",
  unknown: "yellow",
  "not-applicable": "dim",
};
/** The worst first: a question is answered as badly as its worst check. */
const WORST: readonly CheckResult[] = ["fail", "unknown", "warn", "pass", "not-applicable"];
const LOCAL_CHAIN = "eip155:31337:";

/** A verdict for people: the sentence, the five questions with their checks, and the course's review. */
export function report(verdict: Verdict, options: { readonly file: string; readonly colours: boolean }): string {
  const paint: Paint = (colour, text) => (options.colours ? styleText(colour, text, { validateStream: false }) : text);
  const lines = [
    ...head(verdict, options.file, paint),
    ...QUESTIONS.flatMap(([question, names]) => {
      const checks = verdict.checks.filter(({ check }) => names.includes(check));
      const review = names.includes("quality") && verdict.quality !== null ? quality(verdict.quality, paint) : [];
      return ["", heading(question, checks, paint), ...checks.map((check) => line(check, paint)), ...review];
    }),
  ];
  return `${lines.join("\n")}\n`;
}

function head(verdict: Verdict, file: string, paint: Paint): string[] {
  const colour: Colour = { 0: "green" as const, 4: "yellow" as const }[exitCode(verdict.verdict)] ?? "red";
  const glyph = { green: "✓", yellow: "?", red: "✗", dim: "", bold: "" }[colour];
  const lines = [
    `${paint(colour, `${glyph} ${verdict.verdict.toUpperCase()}`)}  ${paint("bold", explainVerdict(verdict.verdict, "en"))}`,
    `  file     ${clean(file)}`,
    `  as of    ${utc(verdict.at)}${verdict.at === verdict.now ? "" : ` (checked ${utc(verdict.now)})`}`,
  ];
  if (verdict.network !== null) lines.push(`  network  ${verdict.network}`);
  const source = verdict.checks.map((check) => check.source).find((text) => text !== "file");
  if (source !== undefined) lines.push(`  source   ${clean(source)}`);
  if (verdict.network?.startsWith(LOCAL_CHAIN)) {
    lines.push(paint("yellow", "  This is a local test chain: demonstration data, no real credentials."));
  }
  return lines;
}

function heading(question: string, checks: readonly Check[], paint: Paint): string {
  const worst = WORST.find((result) => checks.some((check) => check.result === result)) ?? "unknown";
  const issuer = checks.map(issuerName).find((name) => name !== null);
  return `${paint(COLOURS[worst], GLYPHS[worst])} ${paint("bold", question)}${issuer ? ` ${issuer}` : ""}`;
}

function line(check: Check, paint: Paint): string {
  const at = check.at === null ? "" : paint("dim", ` [${utc(check.at)}]`);
  const mark = paint(COLOURS[check.result], GLYPHS[check.result]);
  const code = typeof check.evidence.code === "string" ? `: ${clean(check.evidence.code)}` : "";
  return `    ${mark} ${check.check.padEnd(11)} ${clean(explain(check, "en"))} (${check.reason}${code})${at}`;
}

/** The institution as the chain names it, never as the file does. */
function issuerName({ check, evidence }: Check): string | null {
  const { institution } = evidence;
  if (check !== "issuer" || typeof institution !== "object" || institution === null) return null;
  const [name, domain, country] = ["name", "domain", "country"].map((key): unknown => Reflect.get(institution, key));
  return typeof name === "string" ? clean(`${name} (${domain}, ${country})`) : null;
}

function quality(answer: QualityAnswer, paint: Paint): string[] {
  return [
    ...moment("when it was taught", answer.learning, paint),
    ...moment("when it was issued", answer.issue, paint),
    ...moment("now", answer.now, paint),
    paint("dim", "      A second panel might decide otherwise."),
  ];
}

function moment(label: string, { state, at, flags, decision }: QualityAt, paint: Paint): string[] {
  const noted = flags.length === 0 ? "" : ` (${flags.map((flag) => FLAGS[flag]).join(", ")})`;
  const lines = [`      ${label.padEnd(19)} ${paint("bold", QUALITY[state])}${noted}  ${paint("dim", utc(at))}`];
  if (decision === null) return lines;
  const until = decision.expiresAt === null ? "" : `, stands until ${utc(decision.expiresAt)}`;
  const panel = decision.panel
    .map(({ role, name, flags }) =>
      [`${ROLE_NAMES[role]} from ${name}`, ...flags.map((flag) => SEAT_MARKS[flag])].join(", "),
    )
    .join("; ");
  const indent = " ".repeat(26);
  lines.push(`${indent}decided ${utc(decision.decidedAt)} by the ${decision.route} route${until}`);
  lines.push(clean(`${indent}convened by ${decision.convener.name}; panel: ${panel}`));
  if (!decision.listed) lines.push(`${indent}by a rubric or policy that the network does not list`);
  return lines;
}
