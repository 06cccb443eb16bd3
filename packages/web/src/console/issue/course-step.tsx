import { useState } from "react";
import { Link } from "wouter";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { placeOf } from "../parts/place.js";
import { isLive, QualityTag } from "../parts/quality-tag.js";
import { stateWord } from "../parts/state-word.js";
import { TEXT as CONSOLE } from "../text.js";
import { lacksReason, REASON_LENGTH } from "./draft.js";
import type { StepProps } from "./screen.js";
import { TEXT } from "./text.js";
import { versionName } from "./versions.js";

/** Which course version; where no review result stands, why all the same. */
export function CourseStep({ institution, draft, change, go, versions }: StepProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn, moment } = useFormat();
  const [isTried, setTried] = useState(false);
  const chosen = versions.find(({ id }) => id === draft.version);
  const needsReason = chosen !== undefined && !isLive(chosen.quality.state);
  const isShort = needsReason && lacksReason(draft, false);
  const isLocked = draft.sent.length > 0 || draft.pending !== null;
  if (versions.length === 0) {
    return (
      <>
        <p>{text("noVersion")}</p>
        <Link href={placeOf(institution, "courses")} className="button">
          {text("toCourses")}
        </Link>
      </>
    );
  }
  const next = () => {
    setTried(true);
    if (chosen !== undefined && !isShort) go("learners");
  };
  return (
    <>
      <Field
        label={text("chooseVersion")}
        hint={text("chooseHint")}
        fault={isTried && chosen === undefined ? text("pickVersion") : null}
        required
      >
        {(given) => (
          <select
            {...given}
            value={chosen?.id ?? ""}
            disabled={isLocked}
            onChange={({ target }) => {
              const version = versions.find(({ id }) => id === target.value);
              // Outcomes and assessments differ: the list is read anew.
              change({ version: version?.id ?? null, reason: "" });
            }}
          >
            <option value="">–</option>
            {versions.map((version) => (
              <option key={version.id} value={version.id}>
                {versionName(version, textIn, common("unnamed"))} – {common(stateWord(version.quality.state))}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen === undefined ? null : (
        <p>
          <QualityTag state={chosen.quality.state} />
        </p>
      )}
      {chosen === undefined || chosen.retiredAt === null ? null : (
        <p className="notice">{text("teachOut", { time: moment(chosen.teachOutUntil ?? chosen.retiredAt) })}</p>
      )}
      {needsReason ? (
        <section className="notice" aria-labelledby="guard">
          <h3 id="guard">{text("guardTitle")}</h3>
          <p>{text("guardText", { state: common(stateWord(chosen.quality.state)) })}</p>
          <Field
            label={text("guardReason")}
            hint={text("guardHint")}
            fault={isTried && isShort ? text("guardShort") : null}
            required
          >
            {(given) => (
              <textarea
                {...given}
                rows={3}
                maxLength={REASON_LENGTH.most}
                value={draft.reason}
                disabled={isLocked}
                onChange={({ target }) => change({ reason: target.value })}
              />
            )}
          </Field>
        </section>
      ) : null}
      <div className="row">
        <button type="button" onClick={next}>
          {common("next")}
        </button>
      </div>
    </>
  );
}
