import { useId } from "react";
import { useText } from "../language/language.js";
import { Field } from "../parts/field.js";
import { EMPTY_EVIDENCE, type EvidenceDraft } from "./draft.js";
import { FaultText, type FindFault, faultIn } from "./fault-text.js";
import { TEXT } from "./work-text.js";

/** Places in the dossier that show what a reviewer says. */
export function EvidenceForm(props: {
  readonly evidence: readonly EvidenceDraft[];
  readonly isRequired: boolean;
  readonly places: readonly string[];
  readonly faultOf: FindFault;
  readonly onChange: (evidence: readonly EvidenceDraft[]) => void;
}) {
  const { evidence, isRequired, places, faultOf, onChange } = props;
  const text = useText(TEXT);
  const list = useId();
  const change = (at: number, part: Partial<EvidenceDraft>) =>
    onChange(evidence.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <fieldset>
      <legend>{text("evidence")}</legend>
      <p className="hint">{text(isRequired ? "evidenceHintLow" : "evidenceHint")}</p>
      <p className="field-fault" aria-live="polite">
        <FaultText of={faultOf("evidence")} isAlone />
      </p>
      <datalist id={list}>
        {places.map((place) => (
          <option key={place} value={place} />
        ))}
      </datalist>
      {evidence.map((one, at) => (
        // A place has no name of its own, and places never change their order.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <section key={at} className="card" aria-label={text("place", { n: at + 1 })}>
          <Field label={text("evidencePath")} fault={faultIn(faultOf(`evidence.${at}.path`))}>
            {(given) => (
              <input
                {...given}
                list={list}
                value={one.path}
                onChange={({ target }) => change(at, { path: target.value })}
              />
            )}
          </Field>
          <Field label={text("evidenceLocation")} fault={faultIn(faultOf(`evidence.${at}.location`))}>
            {(given) => (
              <input
                {...given}
                value={one.location}
                onChange={({ target }) => change(at, { location: target.value })}
              />
            )}
          </Field>
          <Field label={text("evidenceText")} fault={faultIn(faultOf(`evidence.${at}.text`))}>
            {(given) => (
              <textarea
                {...given}
                rows={2}
                value={one.text}
                onChange={({ target }) => change(at, { text: target.value })}
              />
            )}
          </Field>
          <button type="button" className="second" onClick={() => onChange(evidence.filter((_, i) => i !== at))}>
            {text("removeEvidence", { n: at + 1 })}
          </button>
        </section>
      ))}
      <button type="button" className="second" onClick={() => onChange([...evidence, EMPTY_EVIDENCE])}>
        {text("addEvidence")}
      </button>
    </fieldset>
  );
}
