import type { wire } from "@peerseal/sdk";
import { useEffect, useRef, useState } from "react";
import { useAnnounce } from "../app/announce.js";
import { Fault } from "../app/fault.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import type { Act } from "./acting.js";
import { useSigningPlace } from "./connection.js";
import { SheetDialog } from "./sheet-dialog.js";
import { type SignerChoice, useSignerChoices } from "./signer-choices.js";
import { type Signing, type Step, startSigning } from "./signing.js";
import { TEXT } from "./text.js";

type Done = (relay: wire.Relay | null) => void;

/** The sheet on which an act is signed, over everything else. Escape closes it as long as nothing was signed. */
export function SignSheet({ act, onDone }: { readonly act: Act; readonly onDone: Done }) {
  return (
    <SheetDialog title={act.title} onCancel={() => onDone(null)}>
      <Sheet act={act} onDone={onDone} />
    </SheetDialog>
  );
}

function Sheet({ act, onDone }: { readonly act: Act; readonly onDone: Done }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const announce = useAnnounce();
  const place = useSigningPlace();
  const choices = useSignerChoices(act.signer, place);
  const [chosen, setChosen] = useState<string | null>(null);
  const [step, setStep] = useState<Step>({ at: "choosing" });
  const signing = useRef<Signing | null>(null);
  const choice = choices.find(({ id }) => id === chosen) ?? choices[0];
  const told = WORDS[step.at];

  useEffect(() => {
    if (told !== null) announce(text(told));
  }, [told, announce, text]);

  const go = async (with_: SignerChoice) => {
    signing.current ??= startSigning(act, place, setStep);
    await signing.current.go(with_);
  };
  const isBusy = step.at === "signing" || step.at === "sending" || step.at === "waiting";
  return (
    <>
      <p>{text("says")}:</p>
      <ul>
        {act.says.map((sentence, i) => (
          // Sentences of an act never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={i}>{sentence}</li>
        ))}
      </ul>
      <p className="dim">{text("afterwards")}</p>
      <Technical act={act} />
      {choices.length === 0 ? (
        <p role="alert">{text("none")}</p>
      ) : (
        <fieldset disabled={isBusy || step.at === "recorded" || step.signed !== undefined}>
          <legend>{text("who")}</legend>
          {choices.map(({ id, kind, name }) => (
            <label key={id} className="choice">
              <input type="radio" name="signer" checked={choice?.id === id} onChange={() => setChosen(id)} />{" "}
              {text(kind, { name })}
            </label>
          ))}
        </fieldset>
      )}
      {step.signed === undefined ? null : (
        <p className="dim">
          {text("expires", { at: moment(step.signed.authorization.deadline) })} {text("kept")}
        </p>
      )}
      {told === null ? null : <p className={step.at === "recorded" ? "good" : ""}>{text(told)}</p>}
      {step.at === "failed" ? <Fault error={step.error} /> : null}
      <div className="row">
        {step.at === "recorded" ? (
          <button type="button" onClick={() => onDone(step.relay)}>
            {text("close")}
          </button>
        ) : (
          <>
            <button type="button" disabled={isBusy || choice === undefined} onClick={() => choice && void go(choice)}>
              {text(step.signed === undefined ? (step.at === "failed" ? "again" : "sign") : "sendAgain")}
            </button>
            <button type="button" className="second" disabled={isBusy} onClick={() => onDone(null)}>
              {text("cancel")}
            </button>
          </>
        )}
      </div>
    </>
  );
}

const WORDS = {
  choosing: null,
  signing: "signing",
  sending: "sending",
  waiting: "waiting",
  recorded: "recorded",
  failed: null,
  declined: "declined",
} as const;

function Technical({ act: { action, message } }: { readonly act: Act }) {
  const text = useText(TEXT);
  return (
    <details>
      <summary>{text("technical")}</summary>
      <p>
        <code>{action}</code>
      </p>
      <pre>{JSON.stringify(message, (_name, value) => (typeof value === "bigint" ? String(value) : value), 2)}</pre>
    </details>
  );
}
