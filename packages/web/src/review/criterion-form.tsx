import type { CriterionDocument, RubricDocument } from "@peerseal/sdk";
import { useId } from "react";
import { useText } from "../language/language.js";
import { Field } from "../parts/field.js";
import { Localized } from "../parts/localized.js";
import { CONFIDENCES, LEVELS, type RatingDraft } from "./draft.js";
import { EvidenceForm } from "./evidence-form.js";
import { FaultText, type FindFault, faultIn } from "./fault-text.js";
import { TEXT } from "./work-text.js";

/** One criterion: question, guidance, the levels with what they look like here, and what the reviewer says. */
export function CriterionForm(props: {
  readonly criterion: CriterionDocument;
  readonly rubric: RubricDocument;
  readonly rating: RatingDraft;
  readonly places: readonly string[];
  readonly faultOf: FindFault;
  readonly onChange: (change: Partial<RatingDraft>) => void;
}) {
  const { criterion, rubric, rating, places, faultOf, onChange } = props;
  const text = useText(TEXT);
  const isLow = rating.choice === 0 || rating.choice === 1;
  const of = (part: string) => faultOf(`rating.${criterion.id}.${part}`);
  return (
    <>
      <p className="question">
        <Localized of={criterion.question} />
      </p>
      <details className="how" open>
        <summary>{text("guidance")}</summary>
        <p>
          <Localized of={criterion.guidance} />
        </p>
      </details>
      <LevelChoice criterion={criterion} rubric={rubric} rating={rating} fault={of("choice")} onChange={onChange} />
      {rating.choice === null ? null : rating.choice === "cannot" ? (
        <Field label={text("reason")} hint={text("cannotHint")} required fault={faultIn(of("reason"))}>
          {(given) => (
            <textarea
              {...given}
              rows={3}
              value={rating.reason}
              onChange={({ target }) => onChange({ reason: target.value })}
            />
          )}
        </Field>
      ) : (
        <>
          <ConfidenceChoice rating={rating} fault={of("confidence")} onChange={onChange} />
          <Field
            label={text("comment")}
            hint={text(isLow ? "commentHintLow" : "commentHint")}
            required={isLow}
            fault={faultIn(of("comment"))}
          >
            {(given) => (
              <textarea
                {...given}
                rows={4}
                value={rating.comment}
                onChange={({ target }) => onChange({ comment: target.value })}
              />
            )}
          </Field>
          <EvidenceForm
            evidence={rating.evidence}
            isRequired={isLow}
            places={places}
            faultOf={of}
            onChange={(evidence) => onChange({ evidence })}
          />
        </>
      )}
    </>
  );
}

type ChoiceProps = {
  readonly rating: RatingDraft;
  readonly fault: ReturnType<FindFault>;
  readonly onChange: (change: Partial<RatingDraft>) => void;
};

function LevelChoice(props: ChoiceProps & { readonly criterion: CriterionDocument; readonly rubric: RubricDocument }) {
  const { criterion, rubric, rating, fault, onChange } = props;
  const text = useText(TEXT);
  const id = useId();
  return (
    <fieldset className="levels" aria-describedby={`${id}-fault`}>
      <legend>{text("levels")}</legend>
      {LEVELS.map((level) => (
        <label key={level} className={rating.choice === level ? "level is-chosen" : "level"}>
          <input
            type="radio"
            name={id}
            checked={rating.choice === level}
            onChange={() => onChange({ choice: level })}
          />
          <span>
            <strong>
              {level} <Localized of={rubric.levels[level]} />
            </strong>
            <br />
            <Localized of={criterion.descriptors[level]} />
          </span>
        </label>
      ))}
      <label className={rating.choice === "cannot" ? "level is-chosen" : "level"}>
        <input
          type="radio"
          name={id}
          checked={rating.choice === "cannot"}
          onChange={() => onChange({ choice: "cannot" })}
        />
        <span>
          <strong>{text("cannot")}</strong>
        </span>
      </label>
      <p className="field-fault" id={`${id}-fault`} aria-live="polite">
        <FaultText of={fault} isAlone />
      </p>
    </fieldset>
  );
}

function ConfidenceChoice({ rating, fault, onChange }: ChoiceProps) {
  const text = useText(TEXT);
  const id = useId();
  return (
    <fieldset aria-describedby={`${id}-fault`}>
      <legend>{text("confidence")}</legend>
      <div className="row">
        {CONFIDENCES.map((confidence) => (
          <label key={confidence} className="option">
            <input
              type="radio"
              name={id}
              checked={rating.confidence === confidence}
              onChange={() => onChange({ confidence })}
            />{" "}
            {text(`confidence.${confidence}`)}
          </label>
        ))}
      </div>
      <p className="field-fault" id={`${id}-fault`} aria-live="polite">
        <FaultText of={fault} isAlone />
      </p>
    </fieldset>
  );
}
