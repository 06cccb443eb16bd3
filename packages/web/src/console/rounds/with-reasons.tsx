import { type Digest, digestOf, type JsonObject } from "@peerseal/sdk";
import { type ReactNode, useState } from "react";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { saveFile } from "../parts/save-file.js";
import { TEXT } from "./text.js";

/** A move whose reasons are written down: their digest is recorded, the text stays with the institution. */
export function WithReasons(props: {
  readonly title: string;
  readonly hint: string;
  readonly round: string;
  readonly isDanger?: boolean;
  readonly children?: ReactNode;
  /** Signs; given the digest of the reasons. Whether it was recorded. */
  readonly sign: (digest: Digest) => Promise<boolean>;
}) {
  const { title, hint, round, isDanger = false, children, sign } = props;
  const text = useText(TEXT);
  const [reasons, setReasons] = useState("");
  const [recorded, setRecorded] = useState<JsonObject | null>(null);
  const go = async () => {
    const document = { round, reasons: reasons.trim().normalize("NFC") };
    if (await sign(digestOf(document))) setRecorded(document);
  };
  const save = () =>
    saveFile("reasons.json", new Blob([JSON.stringify(recorded, null, 2)], { type: "application/json" }));
  return (
    <details className="card">
      <summary>{title}</summary>
      <p>{hint}</p>
      {children}
      <Field label={text("reasons")} hint={text("reasonsHint")} required>
        {(given) => (
          <textarea {...given} rows={4} value={reasons} onChange={({ target }) => setReasons(target.value)} />
        )}
      </Field>
      <div className="row">
        <button
          type="button"
          className={isDanger ? "danger" : ""}
          disabled={reasons.trim() === ""}
          onClick={() => void go()}
        >
          {title}
        </button>
        {recorded === null ? null : (
          <button type="button" className="second" onClick={save}>
            {text("download")}
          </button>
        )}
      </div>
    </details>
  );
}
