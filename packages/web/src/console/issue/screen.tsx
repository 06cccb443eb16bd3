import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useAnnounce } from "../../app/announce.js";
import { Waiting } from "../../app/waiting.js";
import { useText } from "../../language/language.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { Needs, type PartProps } from "../parts/part.js";
import { nowSeconds, placeOf } from "../parts/place.js";
import { useKept } from "../parts/use-kept.js";
import { CheckStep } from "./check-step.js";
import { ConfirmStep } from "./confirm-step.js";
import { CourseStep } from "./course-step.js";
import { type Draft, EMPTY_DRAFT, STEPS, type StepName } from "./draft.js";
import { LearnersStep } from "./learners-step.js";
import { TEXT } from "./text.js";
import { issuableVersions } from "./versions.js";

/** Issues credentials to a list of learners, in five steps. */
export default function Screen(props: PartProps) {
  const text = useText(TEXT);
  return (
    <>
      <Title>{text("title")}</Title>
      <Needs only="officer" {...props}>
        <Steps {...props} />
      </Needs>
    </>
  );
}

/** What every step is given. */
export type StepProps = PartProps & {
  readonly draft: Draft;
  readonly change: (more: Partial<Draft>) => void;
  readonly go: (step: StepName) => void;
  readonly versions: Awaited<ReturnType<typeof issuableVersions>>;
};

function Steps({ session, institution }: PartProps) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const [, navigate] = useLocation();
  const { value: draft, change: put, erase } = useKept<Draft>(`issue/${institution}`, EMPTY_DRAFT);
  const versions = useRead(["issuable", institution], (client) => issuableVersions(client, institution, nowSeconds()));
  const [focus, setFocus] = useState(0);
  useEffect(() => {
    if (focus > 0) document.getElementById("issue-step")?.focus();
  }, [focus]);
  if (draft === undefined) return <Waiting />;
  const change = (more: Partial<Draft>) => put((before) => ({ ...before, ...more }));
  const go = (step: StepName) => {
    change({ step });
    setFocus((before) => before + 1);
  };
  const step = { session, institution, draft, change, go, versions };
  const discard = async () => {
    await erase();
    announce(text("discarded"));
  };
  const finish = async ({ sent }: Draft) => {
    await erase();
    announce(text("accepted", { count: sent.reduce((sum, { lines }) => sum + lines.length, 0) }));
    const [first, ...more] = sent.map(({ number }) => number);
    const query = more.length === 0 ? "" : `?with=${more.join(",")}`;
    navigate(`${placeOf(institution, "batches", first ?? "")}${query}`);
  };
  return (
    <>
      <Progress of={draft.step} />
      <h2 id="issue-step" tabIndex={-1}>
        {text("stepOf", { n: STEPS.indexOf(draft.step) + 1, name: text(draft.step) })}
      </h2>
      {draft.step === "course" ? <CourseStep {...step} /> : null}
      {draft.step === "learners" ? <LearnersStep {...step} /> : null}
      {draft.step === "check" ? <CheckStep {...step} /> : null}
      {draft.step === "confirm" ? <ConfirmStep {...step} put={put} onDone={finish} /> : null}
      {draft.table.length === 0 && draft.rows === null ? null : (
        <div className="notice">
          <p>{text("kept")}</p>
          <button type="button" className="second" onClick={() => void discard()}>
            {text("discard")}
          </button>
        </div>
      )}
    </>
  );
}

function Progress({ of }: { readonly of: StepName }) {
  const text = useText(TEXT);
  return (
    <ol className="steps" aria-label={text("steps")}>
      {[...STEPS, "done" as const].map((step, i) => (
        <li key={step} aria-current={step === of ? "step" : undefined}>
          {i + 1}. {text(step)}
        </li>
      ))}
    </ol>
  );
}
