import { type Check, explain, type Verdict } from "@peerseal/sdk";
import { useLanguage, useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { How } from "../parts/how.js";
import { Moment } from "../parts/moment.js";
import { Tag } from "../parts/tag.js";
import { type Piece, piecesOf } from "./evidence.js";
import { fieldName } from "./fields.js";
import type { Place } from "./place.js";
import { answerTo, gravestOf, QUESTIONS, RESULT_GLYPHS } from "./questions.js";
import { issuerOf, toneOfResult } from "./settled.js";
import { WORDS } from "./words.js";

/** The five questions with their answers; each opens to its checks. */
export function Rows({ verdict, place }: { readonly verdict: Verdict; readonly place: Place }) {
  return (
    <div className="rows">
      {QUESTIONS.map(([question]) => (
        <Row key={question} question={question} verdict={verdict} place={place} />
      ))}
    </div>
  );
}

function Row(props: {
  readonly question: (typeof QUESTIONS)[number][0];
  readonly verdict: Verdict;
  readonly place: Place;
}) {
  const { question, verdict, place } = props;
  const text = useText(WORDS);
  const { language } = useLanguage();
  const names = QUESTIONS.find(([name]) => name === question)?.[1] ?? [];
  const checks = verdict.checks.filter(({ check }) => names.some((name) => name === check));
  const result = gravestOf(checks, names)?.result ?? "unknown";
  const answer = answerTo(question, checks);
  const issuer = question === "q3" ? issuerOf(verdict) : null;
  return (
    <details className="answer">
      <summary>
        <span className={`glyph ${toneOfResult(result)}`} aria-hidden="true">
          {RESULT_GLYPHS[result]}
        </span>
        <span className="unseen">{text(`result.${result}`)}: </span>
        <span>
          <strong>{text(question)}</strong> {issuer === null ? "" : `${issuer}. `}
          {answer === null ? "" : "word" in answer ? text(answer.word) : explain(answer.check, language)}
        </span>
      </summary>
      {checks.map((check) => (
        <CheckCard key={check.check} check={check} place={place} />
      ))}
    </details>
  );
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
