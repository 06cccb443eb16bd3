import { CONFLICT_CATEGORIES } from "@peerseal/sdk";
import { useId, useState } from "react";
import { useText } from "../language/language.js";
import { Field } from "../parts/field.js";
import { TEXT } from "./conflict-text.js";
import { byCategory, type ConflictAnswer, type Conflicts, unanswered } from "./conflicts.js";
import { TEXT as WORDS } from "./text.js";

/** Asks for ties, one kind after the other, and goes on once each is answered. */
export function ConflictsForm(props: { readonly given: Conflicts; readonly onDone: (conflicts: Conflicts) => void }) {
  const text = useText(TEXT);
  const [answers, setAnswers] = useState(props.given);
  const [isChecked, setChecked] = useState(false);
  const open = isChecked ? unanswered(answers) : [];
  const submit = () => {
    setChecked(true);
    if (unanswered(answers).length === 0) props.onDone(answers);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{text("legend")}</h2>
      <p>{text("why")}</p>
      <p>
        <button
          type="button"
          className="second"
          onClick={() => setAnswers(byCategory(() => ({ declared: false, text: "" })))}
        >
          {text("noneAtAll")}
        </button>
      </p>
      {CONFLICT_CATEGORIES.map((category) => (
        <Question
          key={category}
          category={category}
          answer={answers[category]}
          isOpen={open.includes(category)}
          onChange={(answer) => setAnswers({ ...answers, [category]: answer })}
        />
      ))}
      <p role="alert" className="field-fault">
        {open.length === 0 ? null : (
          <>
            <span aria-hidden="true">✕</span> {text("missing")}
          </>
        )}
      </p>
      <button type="submit">{text("next")}</button>
    </form>
  );
}

function Question(props: {
  readonly category: (typeof CONFLICT_CATEGORIES)[number];
  readonly answer: ConflictAnswer;
  readonly isOpen: boolean;
  readonly onChange: (answer: ConflictAnswer) => void;
}) {
  const { category, answer, isOpen, onChange } = props;
  const text = useText(TEXT);
  const word = useText(WORDS);
  const name = useId();
  const choice = (declared: boolean) => (
    <label className="option">
      <input
        type="radio"
        name={name}
        checked={answer.declared === declared}
        onChange={() => onChange({ ...answer, declared })}
      />{" "}
      {text(declared ? "yes" : "no")}
    </label>
  );
  return (
    <fieldset className={isOpen ? "is-open" : undefined}>
      <legend>{word(`conflict.${category}`)}</legend>
      <p>{text(`ask.${category}`)}</p>
      <div className="row">
        {choice(false)}
        {choice(true)}
      </div>
      {answer.declared === true ? (
        <Field label={text("tell")} required>
          {(given) => (
            <textarea
              {...given}
              rows={2}
              value={answer.text}
              onChange={({ target }) => onChange({ ...answer, text: target.value })}
            />
          )}
        </Field>
      ) : null}
    </fieldset>
  );
}
