import { useId, useState } from "react";
import { useLanguage, useText } from "../language/language.js";
import { Field } from "../parts/field.js";
import { declaredTies } from "./conflicts.js";
import { ConflictsForm } from "./conflicts-form.js";
import type { Draft } from "./draft.js";
import { FaultText, type FindFault, faultIn } from "./fault-text.js";
import { languageName } from "./offer-facts.js";
import { PointsForm } from "./points-form.js";
import { TEXT as WORDS } from "./text.js";
import { TEXT } from "./work-text.js";

/** What a review says beside its criteria. */
export function ClosingForm(props: {
  readonly draft: Draft;
  readonly isAdvice: boolean;
  readonly languages: readonly string[];
  readonly faultOf: FindFault;
  readonly onChange: (next: (draft: Draft) => Draft) => void;
}) {
  const { draft, isAdvice, languages, faultOf, onChange } = props;
  const text = useText(TEXT);
  const { language } = useLanguage();
  const put = (part: Partial<Draft>) => onChange((before) => ({ ...before, ...part }));
  return (
    <>
      <PointsForm
        label={text("strengths")}
        points={draft.strengths}
        fault={faultOf("strengths")}
        onChange={(strengths) => put({ strengths })}
      />
      <PointsForm
        label={text("requiredChanges")}
        points={draft.requiredChanges}
        fault={faultOf("requiredChanges")}
        onChange={(requiredChanges) => put({ requiredChanges })}
      />
      <PointsForm
        label={text("suggestions")}
        points={draft.suggestions}
        fault={faultOf("suggestions")}
        onChange={(suggestions) => put({ suggestions })}
      />
      <Field
        label={text("minutes")}
        hint={text(isAdvice ? "minutesHintAdvice" : "minutesHint")}
        required
        fault={faultIn(faultOf("minutes"))}
      >
        {(given) => (
          <input
            {...given}
            inputMode="numeric"
            value={draft.minutesSpent}
            onChange={({ target }) => put({ minutesSpent: target.value })}
          />
        )}
      </Field>
      <AiUse draft={draft} faultOf={faultOf} put={put} />
      <Field label={text("language")} fault={faultIn(faultOf("language"))}>
        {(given) => (
          <select {...given} value={draft.language} onChange={({ target }) => put({ language: target.value })}>
            {[...new Set([draft.language, ...languages])].map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag, language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Ties draft={draft} put={put} />
    </>
  );
}

type PartProps = { readonly draft: Draft; readonly put: (part: Partial<Draft>) => void };

function AiUse({ draft, put, faultOf }: PartProps & { readonly faultOf: FindFault }) {
  const text = useText(TEXT);
  const id = useId();
  const { used, text: said } = draft.ai;
  const fault = faultOf("ai");
  return (
    <fieldset aria-describedby={`${id}-fault`}>
      <legend>{text("ai")}</legend>
      <div className="row">
        {[false, true].map((answer) => (
          <label key={String(answer)} className="option">
            <input
              type="radio"
              name={id}
              checked={used === answer}
              onChange={() => put({ ai: { used: answer, text: said } })}
            />{" "}
            {text(answer ? "aiYes" : "aiNo")}
          </label>
        ))}
      </div>
      {used === true ? (
        <Field label={text("aiText")} required>
          {(given) => (
            <textarea
              {...given}
              rows={2}
              value={said}
              onChange={({ target }) => put({ ai: { used, text: target.value } })}
            />
          )}
        </Field>
      ) : null}
      <p className="field-fault" id={`${id}-fault`} aria-live="polite">
        <FaultText of={fault} isAlone />
      </p>
    </fieldset>
  );
}

function Ties({ draft, put }: PartProps) {
  const text = useText(TEXT);
  const word = useText(WORDS);
  const [isChanging, setChanging] = useState(false);
  const ties = declaredTies(draft.conflicts);
  if (isChanging) {
    return (
      <ConflictsForm
        given={draft.conflicts}
        onDone={(conflicts) => {
          put({ conflicts });
          setChanging(false);
        }}
      />
    );
  }
  return (
    <section>
      <h3>{text("ties")}</h3>
      {ties.length === 0 ? (
        <p>{text("noTies")}</p>
      ) : (
        <ul>
          {ties.map((category) => (
            <li key={category}>
              {word(`conflict.${category}`)}: {draft.conflicts[category].text}
            </li>
          ))}
        </ul>
      )}
      <button type="button" className="second" onClick={() => setChanging(true)}>
        {text("changeTies")}
      </button>
    </section>
  );
}
