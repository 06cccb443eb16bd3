import { type Check, type CheckName, explain, type Verdict } from "@peerseal/sdk";
import { useLanguage, useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { How } from "../parts/how.js";
import { Moment } from "../parts/moment.js";
import { Tag } from "../parts/tag.js";
import { type Piece, piecesOf } from "./evidence.js";
import { fieldName } from "./fields.js";
import type { Place } from "./place.js";
import { issuerOf, toneOfResult } from "./settled.js";
import { WORDS } from "./words.js";

/** The five questions, each with the checks that answer it. */
export const QUESTIONS = [
  ["q1", ["format", "signature", "anchor"]],
  ["q2", ["status", "validity"]],
  ["q3", ["issuer", "course"]],
  ["q4", ["quality"]],
  ["q5", ["recognition"]],
] as const satisfies readonly (readonly [string, readonly CheckName[]])[];

const ORDER = ["fail", "unknown", "warn", "pass", "not-applicable"] as const;
const GLYPHS = { pass: "✓", fail: "✕", warn: "!", unknown: "?", "not-applicable": "–" } as const;

/** The five questions with their answers; each opens to its checks. */
export function Rows({ verdict, place }: { readonly verdict: Verdict; readonly place: Place }) {
  return (
    <div className="rows">
      {QUESTIONS.map(([question, names]) => (
        <Row
          key={question}
          question={question}
          checks={verdict.checks.filter(({ check }) => names.some((name) => name === check))}
          issuer={question === "q3" ? issuerOf(verdict) : null}
          place={place}
        />
      ))}
    </div>
  );
}

function Row(props: {
  readonly question: (typeof QUESTIONS)[number][0];
  readonly checks: readonly Check[];
  readonly issuer: string | null;
  readonly place: Place;
}) {
  const { question, checks, issuer, place } = props;
  const text = useText(WORDS);
  const { language } = useLanguage();
  const worst = worstOf(checks);
  const answer =
    worst.reason === "not-installed"
      ? text("notInstalled")
      : worst.check === null
        ? ""
        : explain(worst.check, language);
  return (
    <details className="answer">
      <summary>
        <span className={`glyph ${toneOfResult(worst.result)}`} aria-hidden="true">
          {GLYPHS[worst.result]}
        </span>
        <span className="unseen">{text(`result.${worst.result}`)}: </span>
        <span>
          <strong>{text(question)}</strong> {issuer === null ? "" : `${issuer}. `}
          {answer}
        </span>
      </summary>
      {checks.map((check) => (
        <CheckCard key={check.check} check={check} place={place} />
      ))}
    </details>
  );
}

/** The check that a row speaks of: the first of the gravest. */
export function worstOf(checks: readonly Check[]): {
  readonly result: Check["result"];
  readonly reason: string | null;
  readonly check: Check | null;
} {
  const result = ORDER.find((one) => checks.some((check) => check.result === one)) ?? "unknown";
  const check = checks.find((one) => one.result === result) ?? null;
  return { result, reason: check?.reason ?? null, check };
}

function CheckCard({ check, place }: { readonly check: Check; readonly place: Place }) {
  const text = useText(WORDS);
  const { language } = useLanguage();
  const [, block] = / block (\d+)$/.exec(check.source) ?? [];
  // The block of the answer is told already.
  const pieces = piecesOf(check.evidence).filter(({ path }) => !path.startsWith("block."));
  const source = check.source === "file" ? text("fileItself") : check.source.replace(/ block \d+$/, "");
  return (
    <div className="check">
      <p>
        <Tag tone={toneOfResult(check.result)}>{text(`check.${check.check}`)}</Tag>{" "}
        <span className="unseen">{text(`result.${check.result}`)}.</span>{" "}
        {check.reason === "not-installed" ? text("notInstalled") : explain(check, language)}
      </p>
      <How>
        <Facts
          of={[
            [text("source"), source],
            [fieldName("block", language), block ?? null],
            [text("about"), check.at === null ? null : <Moment key="at" at={check.at} />],
            ...pieces.map((piece) => [fieldName(piece.path, language), <Value key={piece.path} of={piece} />] as const),
            [
              text("network"),
              block === undefined || place.network === null ? null : <Hash key="network" value={place.network} />,
            ],
          ]}
        />
      </How>
    </div>
  );
}

function Value({ of: { value } }: { readonly of: Piece }) {
  switch (value.kind) {
    case "time":
      return <Moment at={value.at} />;
    case "address":
      return <Hash value={value.text} />;
    case "text":
      return value.text;
  }
}
