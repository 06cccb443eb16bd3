import type { wire } from "@peerseal/sdk";
import type { ReactNode } from "react";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Tag } from "../parts/tag.js";
import { Member } from "./pieces.js";
import { type RoundStepView, type StepName, sealing, stepsOf } from "./round-steps.js";
import { TEXT } from "./round-text.js";

type RoundAndSeats = { readonly round: wire.RoundDetail; readonly seats: readonly wire.Seat[] };

/** Steps of a round: what happened, what goes on, what comes next, until when and by whom. */
export function RoundStepper({ round, seats }: RoundAndSeats) {
  const text = useText(TEXT);
  const steps = stepsOf(round, seats, Math.floor(Date.now() / 1000));
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{text("steps")}</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.name} className={step.state} aria-current={step.state === "now" ? "step" : undefined}>
            <Step step={step} round={round} seats={seats} />
          </li>
        ))}
      </ol>
    </section>
  );
}

const STATES = { done: "done", now: "now", "to-come": "toCome", skipped: "skipped" } as const;
const TONES = { done: "good", now: "unsure", "to-come": "plain", skipped: "plain" } as const;

function Step({ step, round, seats }: RoundAndSeats & { readonly step: RoundStepView }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const { name, state, doneAt, from, until } = step;
  const counted =
    name === "sealed"
      ? { of: sealing(seats).length, done: round.sealedCount }
      : { of: round.panelCount, done: round.submittedCount };
  return (
    <>
      <strong>{text(name)}</strong> <Tag tone={TONES[state]}>{text(STATES[state])}</Tag>{" "}
      {doneAt !== null ? (
        moment(doneAt)
      ) : state === "skipped" ? null : (
        <>
          {from === null ? null : <>{text("fromAt", { at: moment(from) })} </>}
          {until === null ? null : text("untilAt", { at: moment(until) })}
        </>
      )}
      <p>
        {text(`${name}Text`, counted)}{" "}
        <span className="dim">
          {text("by")}: <By name={name} round={round} />
        </span>
      </p>
    </>
  );
}

function By({ name, round }: { readonly name: StepName; readonly round: wire.RoundDetail }): ReactNode {
  const text = useText(TEXT);
  switch (name) {
    case "opened":
    case "replied":
      return <Member id={round.owner} />;
    case "accepted":
      return <Member id={round.convener} />;
    case "panel":
      return text("appointing");
    case "sealed":
    case "revealed":
    case "submitted":
      return text("reviewers");
    case "closed":
    case "decided":
      return text("anyone");
  }
}
