import { useText } from "../../language/language.js";
import { valueAt } from "./form.js";
import { Choice, DayOf, Entries, FaultAt, Line, Texts, useForm, Whole } from "./form-fields.js";
import { TEXT } from "./text.js";

/** Title, description, languages. */
export function MainSection() {
  const text = useText(TEXT);
  return (
    <section>
      <h2>{text("sMain")}</h2>
      <Line path="version" label={text("versionNo")} hint={text("versionHint")} required />
      <Texts path="title" label={text("name")} required />
      <Texts path="description" label={text("description")} required isLong />
    </section>
  );
}

export function OutcomeSection() {
  const text = useText(TEXT);
  return (
    <section>
      <h2>{text("sOutcomes")}</h2>
      <Entries
        path="learningOutcomes"
        name={text("sOutcomes")}
        add={text("addOutcome")}
        make={(count) => ({ id: `LO${count + 1}`, text: {}, kind: "skill", esco: [] })}
      >
        {(path) => (
          <>
            <Line path={`${path}.id`} label={text("outcomeId")} required />
            <Texts path={`${path}.text`} label={text("outcomeText")} required />
            <Choice
              path={`${path}.kind`}
              label={text("kind")}
              of={["knowledge", "skill", "responsibility"]}
              wordOf={text}
            />
          </>
        )}
      </Entries>
    </section>
  );
}

export function SizeSection() {
  const text = useText(TEXT);
  return (
    <section>
      <h2>{text("sSize")}</h2>
      <div className="grid">
        <Whole path="workloadMinutes" label={text("minutes")} hint={text("minutesHint")} required />
        <Whole path="level.eqf" label={text("eqf")} />
        <Line path="field" label={text("field")} hint={text("fieldHint")} required />
      </div>
      <Entries path="credits" name={text("credits")} add={text("addCredit")} make={() => ({ scheme: "", value: "" })}>
        {(path) => (
          <div className="grid">
            <Line path={`${path}.scheme`} label={text("creditScheme")} required />
            <Line path={`${path}.value`} label={text("creditValue")} required />
          </div>
        )}
      </Entries>
    </section>
  );
}

export function NeedSection() {
  const text = useText(TEXT);
  return (
    <section>
      <h2>{text("sNeed")}</h2>
      <Choice
        path="needStatement.kind"
        label={text("needKind")}
        of={["local", "workplace", "emerging-technology", "disaster"]}
        wordOf={text}
      />
      <Texts path="needStatement.text" label={text("needText")} required isLong />
      <Entries
        path="needStatement.evidence"
        name={text("evidenceText")}
        add={text("addEvidence")}
        make={() => ({ text: {}, source: null })}
      >
        {(path) => (
          <>
            <Texts path={`${path}.text`} label={text("evidenceText")} required />
            <Source path={`${path}.source`} />
          </>
        )}
      </Entries>
    </section>
  );
}

/** An address that may be left out. */
function Source({ path }: { readonly path: string }) {
  const text = useText(TEXT);
  const form = useForm();
  const value = valueAt(form.document, path);
  return (
    <>
      <Line path={path} label={text("evidenceSource")} />
      {value === "" ? (
        <button type="button" className="second" onClick={() => form.set(path, null)}>
          {text("removeThis", { name: text("evidenceSource") })}
        </button>
      ) : null}
    </>
  );
}

export function AssessmentSection() {
  const text = useText(TEXT);
  const { document, set } = useForm();
  const found = valueAt(document, "learningOutcomes");
  const ids = Array.isArray(found) ? found.map((outcome: unknown) => String(valueAt(outcome, "id"))) : [];
  return (
    <section>
      <h2>{text("sAssess")}</h2>
      <Entries
        path="assessments"
        name={text("sAssess")}
        add={text("addAssessment")}
        make={(count) => ({
          id: `A${count + 1}`,
          type: "",
          description: {},
          outcomes: [],
          passRule: {},
          identityCheck: "account",
          aiPolicy: { use: "declared", text: {} },
        })}
      >
        {(path) => {
          const chosen = valueAt(document, `${path}.outcomes`);
          const outcomes: readonly unknown[] = Array.isArray(chosen) ? chosen : [];
          return (
            <>
              <div className="grid">
                <Line path={`${path}.id`} label={text("outcomeId")} required />
                <Line path={`${path}.type`} label={text("assessmentType")} required />
              </div>
              <Texts path={`${path}.description`} label={text("assessmentDescription")} required />
              <fieldset>
                <legend>{text("assessmentOutcomes")}</legend>
                {ids.map((id) => (
                  <label key={id} className="check">
                    <input
                      type="checkbox"
                      checked={outcomes.includes(id)}
                      onChange={({ target }) =>
                        set(
                          `${path}.outcomes`,
                          target.checked ? [...outcomes, id] : outcomes.filter((one) => one !== id),
                        )
                      }
                    />
                    {id}
                  </label>
                ))}
                <FaultAt path={`${path}.outcomes`} />
              </fieldset>
              <Texts path={`${path}.passRule`} label={text("passRule")} required />
              <div className="grid">
                <Choice
                  path={`${path}.identityCheck`}
                  label={text("identityCheck")}
                  of={["none", "account", "document", "in-person"]}
                  wordOf={text}
                />
                <Choice
                  path={`${path}.aiPolicy.use`}
                  label={text("aiUse")}
                  of={["forbidden", "declared", "free"]}
                  wordOf={text}
                />
              </div>
              <Texts path={`${path}.aiPolicy.text`} label={text("aiText")} required />
            </>
          );
        }}
      </Entries>
    </section>
  );
}

export function OfferSection() {
  const text = useText(TEXT);
  const { document, set } = useForm();
  return (
    <section>
      <h2>{text("sOffer")}</h2>
      <div className="grid">
        <Choice
          path="participationForm"
          label={text("participationForm")}
          of={["online", "onsite", "blended"]}
          wordOf={text}
        />
        <Choice
          path="supervision"
          label={text("supervision")}
          of={["none", "identity-checked", "supervised-online", "supervised-onsite"]}
          wordOf={text}
        />
      </div>
      <Entries path="prerequisites" name={text("prerequisites")} add={text("addPrerequisite")} make={() => ({})}>
        {(path) => <Texts path={path} label={text("prerequisites")} required />}
      </Entries>
      <Texts path="accessibility" label={text("accessibility")} required isLong />
      <label className="check">
        <input
          type="checkbox"
          checked={valueAt(document, "stacking.stackable") === true}
          onChange={({ target }) => set("stacking.stackable", target.checked)}
        />
        {text("stackable")}
      </label>
      <Texts path="stacking.text" label={text("stackingText")} required />
    </section>
  );
}

export function UpkeepSection() {
  const text = useText(TEXT);
  return (
    <section>
      <h2>{text("sUpkeep")}</h2>
      <DayOf path="reviewBy" label={text("reviewBy")} required />
      <Entries path="changeTriggers" name={text("changeTrigger")} add={text("addTrigger")} make={() => ({})}>
        {(path) => <Texts path={path} label={text("changeTrigger")} required />}
      </Entries>
      <Texts path="qaStatement" label={text("qaStatement")} required isLong />
      <Entries
        path="changeLog"
        name={text("changeLog")}
        add={text("addChange")}
        make={() => ({ version: "", at: `${new Date().toISOString().slice(0, 19)}Z`, text: {} })}
      >
        {(path) => (
          <>
            <Line path={`${path}.version`} label={text("changeVersion")} required />
            <Texts path={`${path}.text`} label={text("changeLog")} required />
          </>
        )}
      </Entries>
    </section>
  );
}
