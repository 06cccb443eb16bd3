import { useRef } from "react";
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
  const list = useRef<HTMLDetailsElement>(null);
  // Whoever chose a step wants to see the step, not the list above it.
  const go = (step: string) => {
    if (list.current !== null) list.current.open = false;
    onGo(step);
  };
  const states = new Map(steps.map((step) => [step.id, stateOf(step, draft, findings)]));
  const done = [...states.values()].filter((state) => state === "done").length;
  return (
    <details className="overview" ref={list}>
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
                onClick={() => go(step.id)}
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
