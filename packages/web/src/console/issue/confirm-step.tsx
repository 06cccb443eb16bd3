import { PeersealError } from "@peerseal/sdk";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { Fault } from "../../app/fault.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Facts } from "../../parts/facts.js";
import { Field } from "../../parts/field.js";
import { kept } from "../parts/kept.js";
import { isLive, QualityTag } from "../parts/quality-tag.js";
import { TEXT as CONSOLE } from "../text.js";
import { type Draft, knownOf, lacksReason, MOST_AT_ONCE, reasonOf, rowsIn, rowsLeft, type Terms } from "./draft.js";
import { checkRows } from "./learners.js";
import type { StepProps } from "./screen.js";
import { sendDraft } from "./sending.js";
import { TEXT } from "./text.js";
import { versionName } from "./versions.js";

type Props = StepProps & {
  readonly put: (next: Draft) => void;
  /** All rows are accepted. */
  readonly onDone: (draft: Draft) => Promise<void>;
};

/** What will happen, the terms, and the button that does it. */
export function ConfirmStep({ institution, draft, change, put, go, versions, onDone }: Props) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const announce = useAnnounce();
  const { number, textIn } = useFormat();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const version = versions.find(({ id }) => id === draft.version);
  const rows = rowsIn(draft);
  const left = rowsLeft(draft).length;
  const faulty = checkRows(rows, knownOf(version?.descriptor ?? null)).size;
  const { start, end } = draft.terms;
  const isBackwards = start !== "" && end !== "" && end < start;
  const state = version?.quality.state ?? "unreviewed";
  const sent = rows.length - left;
  // A result may have ended since the first step.
  const isUnexplained = lacksReason(draft, isLive(state));

  const save = async (next: Draft) => {
    // On disk before anything goes: what is on its way must survive a closed tab.
    await kept.put(`issue/${institution}`, next);
    put(next);
    announce(text("sending", { sent: rows.length - rowsLeft(next).length, all: rows.length }));
  };
  const send = async () => {
    setSending(true);
    setError(null);
    try {
      await onDone(await sendDraft(draft, institution, save));
    } catch (caught) {
      setError(caught);
      setSending(false);
    }
  };
  return (
    <>
      <TermsForm
        terms={draft.terms}
        isBackwards={isBackwards}
        isLocked={sent > 0 || draft.pending !== null}
        languages={languagesOf(version?.descriptor)}
        change={(terms) => change({ terms })}
      />
      <h3>{text("what")}</h3>
      <Facts
        of={[
          [
            text("version"),
            version === undefined ? null : (
              <>
                {versionName(version, textIn, common("unnamed"))} <QualityTag state={state} />
              </>
            ),
          ],
          [
            text("howMany"),
            left > MOST_AT_ONCE
              ? text("manyBatches", {
                  count: number(left),
                  batches: Math.ceil(left / MOST_AT_ONCE),
                  most: number(MOST_AT_ONCE),
                })
              : number(left),
          ],
          [text("guardReason"), reasonOf(draft) === "" ? null : reasonOf(draft)],
          [text("fee"), text("feeText")],
          [text("onChain"), text("onChainText")],
          [text("inCredential"), text("inCredentialText")],
          [text("signedBy"), text("signedByText")],
        ]}
      />
      {sent > 0 ? <p>{text("sentAlready", { sent: number(sent), all: number(rows.length) })}</p> : null}
      {faulty > 0 ? (
        <p className="bad" role="alert">
          ✕ {text("repairFirst", { faulty: number(faulty) })}
        </p>
      ) : null}
      {isUnexplained ? (
        <p className="bad" role="alert">
          ✕ {text("guardLater")}{" "}
          <button type="button" className="second" onClick={() => go("course")}>
            {text("course")}
          </button>
        </p>
      ) : null}
      {error === null ? null : <Refused error={error} draft={draft} />}
      {isSending ? (
        <div className="bars">
          <label>
            <span>{text("sending", { sent: number(sent), all: number(rows.length) })}</span>
            <progress max={rows.length} value={sent} />
          </label>
        </div>
      ) : null}
      <div className="row">
        <button type="button" className="second" disabled={isSending} onClick={() => go("check")}>
          {common("back")}
        </button>
        <button
          type="button"
          disabled={isSending || isUnexplained || faulty > 0 || left === 0 || isBackwards || version === undefined}
          onClick={() => void send()}
        >
          {draft.pending === null && sent === 0 ? text("send", { count: number(left) }) : text("resume")}
        </button>
      </div>
    </>
  );
}

function TermsForm({
  terms,
  isBackwards,
  isLocked,
  languages,
  change,
}: {
  readonly terms: Terms;
  readonly isBackwards: boolean;
  readonly isLocked: boolean;
  readonly languages: readonly string[];
  readonly change: (terms: Terms) => void;
}) {
  const text = useText(TEXT);
  const set = (more: Partial<Terms>) => change({ ...terms, ...more });
  const day = (name: "start" | "end" | "validUntil", hint: string | null, fault: string | null) => (
    <Field label={text(name)} hint={hint} fault={fault}>
      {(given) => (
        <input {...given} type="date" value={terms[name]} onChange={({ target }) => set({ [name]: target.value })} />
      )}
    </Field>
  );
  return (
    <fieldset disabled={isLocked}>
      <legend>{text("basis")}</legend>
      {(["assessed", "participation"] as const).map((basis) => (
        <label key={basis} className="check">
          <input type="radio" name="basis" checked={terms.basis === basis} onChange={() => set({ basis })} />
          {text(basis)}
        </label>
      ))}
      <div className="grid">
        {day("start", null, null)}
        {day("end", text("endHint"), isBackwards ? text("endBeforeStart") : null)}
        {day("validUntil", text("validHint"), null)}
        {languages.length < 2 ? null : (
          <Field label={text("language")}>
            {(given) => (
              <select
                {...given}
                value={terms.language || languages[0]}
                onChange={({ target }) => set({ language: target.value })}
              >
                {languages.map((language) => (
                  <option key={language}>{language}</option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
    </fieldset>
  );
}

/** What the registry refused, and which lines it names. */
function Refused({ error, draft }: { readonly error: unknown; readonly draft: Draft }) {
  const text = useText(TEXT);
  const details = error instanceof PeersealError ? error.details : {};
  const { code } = error instanceof PeersealError ? error : { code: null };
  const places = Array.isArray(details.learners) ? details.learners : [];
  const lines = rowsLeft(draft).map(({ line }) => line);
  const named = places.flatMap((place) => (typeof place === "number" ? (lines[place] ?? []) : []));
  return (
    <>
      <Fault error={error} />
      {code === "key-not-lent" ? <p className="notice">{text("notLent")}</p> : null}
      {named.length === 0 ? null : <p>{text("named", { lines: named.join(", ") })}</p>}
      {draft.pending === null ? null : <p>{text("retryHint")}</p>}
    </>
  );
}

function languagesOf(descriptor: Readonly<Record<string, unknown>> | null | undefined): string[] {
  const languages = descriptor?.languages;
  return Array.isArray(languages) ? languages.filter((one) => typeof one === "string") : [];
}
