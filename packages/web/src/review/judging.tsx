import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { ClosingForm } from "./closing-form.js";
import { CriterionForm } from "./criterion-form.js";
import { type Draft, ratingOf, withRating } from "./draft.js";
import { Overview } from "./overview.js";
import { CLOSING, findingsIn, stateOf, stepsOf } from "./progress.js";
import type { Checked } from "./review-document.js";
import { criteriaFor, type Task } from "./task.js";
import { TEXT } from "./work-text.js";

/** The reviewer's work: one criterion at a time, then the review as a whole. `end` stands below the last step. */
export function Judging(props: {
  readonly task: Task;
  readonly draft: Draft;
  readonly checked: Checked;
  readonly places: readonly string[];
  readonly languages: readonly string[];
  readonly onChange: (next: (draft: Draft) => Draft) => void;
  readonly end: (go: (step: string) => void) => ReactNode;
}) {
  const { task, draft, checked, places, languages, onChange, end } = props;
  const text = useText(TEXT);
  const steps = useMemo(() => stepsOf(criteriaFor(task)), [task]);
  const findings = checked.state === "complete" ? [] : checked.findings;
  const [current, setCurrent] = useState(() => firstOpen(steps, draft, findings));
  // A step tells what is missing once it was left: nobody is blamed for what they have not come to yet.
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const heading = useRef<HTMLHeadingElement>(null);
  const isMoved = useRef(false);
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === current),
  );
  const step = steps[at];
  const go = (id: string | undefined) => {
    if (id === undefined || step === undefined) return;
    setLeft(new Set([...left, step.id, ...(id === CLOSING ? steps.map((one) => one.id) : [])]));
    isMoved.current = true;
    setCurrent(id);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the heading is read when another step is shown, and then only.
  useEffect(() => {
    if (isMoved.current) heading.current?.focus();
  }, [current]);
  if (step === undefined) return null;
  const shown = left.has(step.id) ? findingsIn(step, findings) : [];
  const faultOf = (field: string) => shown.find((finding) => finding.field === field)?.fault ?? null;
  const { criterion } = step;
  return (
    <>
      <Overview steps={steps} current={step.id} draft={draft} findings={findings} onGo={go} />
      {criterion === null ? (
        <>
          <h3 ref={heading} tabIndex={-1}>
            {text("closing")}
          </h3>
          <ClosingForm
            draft={draft}
            isAdvice={task.isFormative}
            languages={languages}
            faultOf={faultOf}
            onChange={onChange}
          />
        </>
      ) : (
        <>
          <p className="dim step-count">{text("criterionOf", { n: at + 1, count: steps.length - 1 })}</p>
          <h3 ref={heading} tabIndex={-1}>
            {criterion.id} <Localized of={criterion.name} />
            {criterion.essential ? <span className="dim"> ({text("essential")})</span> : null}
          </h3>
          <CriterionForm
            key={criterion.id}
            criterion={criterion}
            rubric={task.rubric}
            rating={ratingOf(draft, criterion.id)}
            places={places}
            faultOf={faultOf}
            onChange={(change) => onChange((before) => withRating(before, criterion.id, change))}
          />
        </>
      )}
      <div className="row steps">
        <button type="button" className="second" disabled={at === 0} onClick={() => go(steps[at - 1]?.id)}>
          {text("previous")}
        </button>
        {criterion === null ? null : (
          <button type="button" onClick={() => go(steps[at + 1]?.id)}>
            {text(steps[at + 1]?.criterion === null ? "toEnd" : "next")}
          </button>
        )}
      </div>
      {criterion === null ? end(go) : null}
    </>
  );
}

function firstOpen(
  steps: ReturnType<typeof stepsOf>,
  draft: Draft,
  findings: Extract<Checked, { state: "incomplete" }>["findings"],
): string {
  return (steps.find((step) => stateOf(step, draft, findings) !== "done") ?? steps.at(-1))?.id ?? CLOSING;
}
