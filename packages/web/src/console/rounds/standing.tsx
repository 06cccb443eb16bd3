import type { ReactNode } from "react";
import { Link } from "wouter";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Tag, type Tone } from "../../parts/tag.js";
import { placeOf } from "../parts/place.js";
import { RecordedReasons } from "../parts/recorded-reasons.js";
import type { MoveProps } from "./screen.js";
import { TEXT } from "./text.js";

/** What came of a review: a result, advice, nothing since it was given up; and whether it is appealed against. */
export function Standing(props: MoveProps) {
  const { round } = props.loaded;
  return (
    <>
      {round.stage === "abandoned" ? <Abandoned {...props} /> : null}
      {round.stage === "closed" && round.purpose === "formative" ? <Advice {...props} /> : null}
      <Result {...props} />
      <Appeals {...props} />
    </>
  );
}

function Abandoned({ loaded: { round } }: MoveProps) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  return (
    <section>
      <p className="notice">{text("abandonedOn", { time: round.endedAt === null ? "–" : moment(round.endedAt) })}</p>
      {round.ground === null ? (
        <p>{text("noQuorum")}</p>
      ) : (
        <>
          <h2>{text("abandonedWhy")}</h2>
          <RecordedReasons digest={round.ground} />
        </>
      )}
    </section>
  );
}

function Advice({ loaded: { round } }: MoveProps) {
  const text = useText(TEXT);
  return (
    <section>
      <h2>{text("result")}</h2>
      <p>
        <Tag tone="plain">{text("adviceOnly")}</Tag>
      </p>
      <p>{text("adviceText", { count: round.submittedCount, of: round.panelCount })}</p>
    </section>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  met: "good",
  conditional: "unsure",
  "not-met": "bad",
  provisional: "unsure",
};

function Result({ loaded: { round } }: MoveProps) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const decision = round.decisions.at(-1);
  if (decision === undefined) return null;
  return (
    <section>
      <h2>{text("result")}</h2>
      <p>
        <Tag tone={TONES[decision.outcome] ?? "plain"}>{text(decision.outcome)}</Tag>{" "}
        {decision.expiresAt === null ? "" : text("resultUntil", { time: moment(decision.expiresAt) })}
      </p>
      {decision.rescindedAt === null ? null : (
        <p className="notice">{text("rescindedOn", { time: moment(decision.rescindedAt) })}</p>
      )}
      {decision.conditionsClosedAt === null || decision.conditions === null ? null : (
        <>
          <h3>{text("conditionsOn", { time: moment(decision.conditionsClosedAt) })}</h3>
          <RecordedReasons digest={decision.conditions} />
        </>
      )}
    </section>
  );
}

/** The other review, where this one is an appeal or is appealed against. */
function Appeals({ loaded: { round, appeal }, institution }: MoveProps) {
  const text = useText(TEXT);
  if (round.appealOf === null && appeal === null) return null;
  const to = (id: string, words: ReactNode) => <Link href={placeOf(institution, "rounds", id)}>{words}</Link>;
  return (
    <section>
      <h2>{text("appeal")}</h2>
      {round.appealOf === null ? null : (
        <p>
          {text("appealOf")} {to(round.appealOf, text("firstReview"))}
        </p>
      )}
      {appeal === null ? null : (
        <p>
          {appeal.stage === "closed" ? (
            text("appealEnded")
          ) : appeal.stage === "abandoned" ? (
            text("appealAbandoned")
          ) : (
            <Tag tone="unsure">{text("underAppeal")}</Tag>
          )}{" "}
          {to(appeal.id, text("secondReview"))}
        </p>
      )}
    </section>
  );
}
