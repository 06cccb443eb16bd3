import { encodeExecution } from "@peerseal/sdk";
import { useState } from "react";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Copy } from "../parts/copy.js";
import { Field } from "../parts/field.js";
import { useNow } from "../parts/now.js";
import { type AccountAct, linkOf, withPart } from "./account-act.js";
import { ACCOUNT_TEXT } from "./account-text.js";
import type { Examined } from "./examine.js";
import type { GovernedBy } from "./governing.js";
import { PasskeySigning } from "./passkey-signing.js";
import { useWalletAction } from "./wallet-action.js";

/** Who signed an act so far, and what comes next: another signature, the next signer, or a wallet that sends it. */
export function SignedBy(props: {
  readonly examined: Examined;
  readonly by: GovernedBy;
  readonly name: string;
  readonly onDone: () => void;
}) {
  const { examined, by, name, onDone } = props;
  const { signers, threshold } = examined.holders;
  const text = useText(ACCOUNT_TEXT);
  const { moment } = useFormat();
  const [act, setAct] = useState(examined.act);
  const { wallets, isBusy, isSent, send, shown } = useWalletAction(by.connection.chainId, "account-act");
  const signed = act.parts.length;
  const isLate = useNow() > act.deadline;
  const isComplete = signed >= threshold;
  return (
    <>
      <p>{text("deadline", { at: moment(act.deadline) })}</p>
      <p>
        <strong>{text("signed", { signed, threshold, name })}</strong>
      </p>
      {isLate && !isSent ? <p role="alert">{text("late")}</p> : null}
      {isComplete || isLate ? null : (
        <PasskeySigning act={act} signers={signers} by={by} onSigned={(part) => setAct(withPart(act, part))} />
      )}
      {isComplete && !isSent && !isLate ? (
        <>
          <p>{text(wallets.length === 0 ? "noSender" : "sender")}</p>
          {wallets.length === 0 ? null : (
            <button type="button" disabled={isBusy} onClick={() => send(() => encodeExecution(act, act.parts))}>
              {text("send")}
            </button>
          )}
        </>
      ) : null}
      {isComplete ? shown : null}
      {signed === 0 || isSent || isLate ? null : <HandOn act={act} isComplete={isComplete} left={threshold - signed} />}
      <div className="row">
        <button type="button" className={isSent ? "" : "second"} disabled={isBusy} onClick={onDone}>
          {text("close")}
        </button>
      </div>
    </>
  );
}

function HandOn(props: { readonly act: AccountAct; readonly isComplete: boolean; readonly left: number }) {
  const { act, isComplete, left } = props;
  const text = useText(ACCOUNT_TEXT);
  const link = linkOf(act);
  return (
    <>
      <Field label={text("link")} hint={text(isComplete ? "handToSender" : "handOn", { left })}>
        {(given) => <textarea {...given} readOnly rows={3} value={link} onFocus={(event) => event.target.select()} />}
      </Field>
      <p>
        <Copy value={link} label={text("copyLink")} />
      </p>
    </>
  );
}
