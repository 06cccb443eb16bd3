import { type FormEvent, useState } from "react";
import { useText } from "../language/language.js";
import { Field } from "../parts/field.js";
import { useAccountActs } from "./account-acts.js";
import { ACCOUNT_TEXT } from "./account-text.js";

/** Where an act is put in that somebody handed on and whose link does not open. */
export function HandedOn() {
  const text = useText(ACCOUNT_TEXT);
  const { open } = useAccountActs();
  const [fault, setFault] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get("act") ?? "").trim();
    setFault(given === "");
    if (given !== "") open(given);
  };
  return (
    <details className="noprint">
      <summary>{text("handed")}</summary>
      <form onSubmit={submit} noValidate>
        <Field label={text("handedLabel")} hint={text("handedHint")} fault={fault ? text("handedNeeded") : null}>
          {(given) => <textarea {...given} name="act" rows={3} autoComplete="off" spellCheck={false} />}
        </Field>
        <button type="submit" className="second">
          {text("handedOpen")}
        </button>
      </form>
    </details>
  );
}
