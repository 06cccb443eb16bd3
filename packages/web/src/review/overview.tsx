import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import type { Draft } from "./draft.js";
import { type Step, type StepState, stateOf } from "./progress.js";
import type { Finding } from "./review-document.js";
import { TEXT } from "./work-text.js";

const GLYPHS: Readonly<Record<StepState, string>> = { done: "✓", part: "◐", open: "○" };

/** All steps with how far they are; each leads to itself. */
export function Overview(props: {
  readonly steps: readonly Step[];
  readonly current: string;
  readonly draft: Draft;
  readonly findings: readonly Finding[];
  readonly onGo: (step: string) => void;
}) {
  const { steps, current, draft, findings, onGo } = props;
  const text = useText(TEXT);
  const states = new Map(steps.map((step) => [step.id, stateOf(step, draft, findings)]));
  const done = [...states.values()].filter((state) => state === "done").length;
  return (
    <details className="overview">
      <summary>
        {text("overview")}: {text("overviewCount", { done, count: steps.length })}
      </summary>
      <ol>
        {steps.map((step) => {
          const state = states.get(step.id) ?? "open";
          return (
            <li key={step.id}>
              <button
                type="button"
                className="plain step"
                aria-current={step.id === current ? "step" : undefined}
                onClick={() => onGo(step.id)}
              >
                <span aria-hidden="true" className={state === "done" ? "good" : state === "part" ? "unsure" : "dim"}>
                  {GLYPHS[state]}
                </span>{" "}
                {step.criterion === null ? (
                  text("closing")
                ) : (
                  <>
                    {step.id} <Localized of={step.criterion.name} />
                  </>
                )}{" "}
                <span className="dim">({text(`state.${state}`)})</span>
              </button>
            </li>
          );
        })}
      </ol>
    </details>
  );
}
