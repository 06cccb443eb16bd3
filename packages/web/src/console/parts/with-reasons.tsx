import { type Digest, digestOf } from "@peerseal/sdk";
import { type ReactNode, useState } from "react";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { type About, keptReasons, type Reasons, reasonsOf } from "./reasons.js";
import { TEXT } from "./reasons-text.js";
import { saveFile } from "./save-file.js";

type Props = {
  readonly title: string;
  readonly about: About;
  readonly isDanger?: boolean;
  /** Whether something else hinders the act. */
  readonly isBlocked?: boolean;
  /** Signs; given the digest of the reasons. */
  readonly sign: (digest: Digest) => Promise<unknown>;
};

/** A move whose reasons are written down, folded in until it is wanted. */
export function WithReasons({
  hint,
  children,
  ...props
}: Props & { readonly hint: string; readonly children?: ReactNode }) {
  return (
    <details className="card">
      <summary>{props.title}</summary>
      <p>{hint}</p>
      {children}
      <ReasonsForm {...props} />
    </details>
  );
}

/** Takes reasons: their digest is signed, the text stays with the institution. */
export function ReasonsForm({ title, about, isDanger = false, isBlocked = false, sign }: Props) {
  const text = useText(TEXT);
  const [typed, setTyped] = useState("");
  const reasons = reasonsOf(about, typed);
  const isEmpty = reasons.reasons === "";
  const go = async () => {
    // Before the signature: an act that is recorded although its answer is lost still has its text.
    await keptReasons.put(reasons);
    await sign(digestOf(reasons));
  };
  return (
    <>
      <Field label={text("reasons")} hint={text("reasonsHint")} required>
        {(given) => <textarea {...given} rows={4} value={typed} onChange={({ target }) => setTyped(target.value)} />}
      </Field>
      <div className="row">
        <button
          type="button"
          className={isDanger ? "danger" : ""}
          disabled={isEmpty || isBlocked}
          onClick={() => void go()}
        >
          {title}
        </button>
        <button type="button" className="second" disabled={isEmpty} onClick={() => saveReasons(reasons)}>
          {text("download")}
        </button>
      </div>
    </>
  );
}

/** Hands reasons to the person as the file that others can hold against the chain. */
export function saveReasons(reasons: Reasons): void {
  saveFile("reasons.json", new Blob([JSON.stringify(reasons, null, 2)], { type: "application/json" }));
}
