import { type ReactNode, useId } from "react";
import { useText } from "../language/language.js";
import { TEXT } from "./text.js";

type Given = { readonly id: string; readonly "aria-describedby"?: string; readonly "aria-invalid"?: true };

/**
 * A labelled input with its hint and its fault. The fault is read with the input, and announced when it appears.
 *
 * @param children given what the input itself must carry.
 */
export function Field(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly fault?: ReactNode;
  readonly required?: boolean;
  readonly children: (given: Given) => ReactNode;
}) {
  const { label, hint, fault, required = false, children } = props;
  const text = useText(TEXT);
  const id = useId();
  const described = [hint == null ? null : `${id}-hint`, fault == null ? null : `${id}-fault`].filter(
    (one) => one !== null,
  );
  const given: Given = {
    id,
    ...(described.length === 0 ? {} : { "aria-describedby": described.join(" ") }),
    ...(fault == null ? {} : { "aria-invalid": true }),
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {required ? <span className="dim">({text("required")})</span> : null}
      </label>
      {hint == null ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children(given)}
      <p className="field-fault" id={`${id}-fault`} aria-live="polite">
        {fault == null ? null : (
          <>
            <span aria-hidden="true">✕</span> {fault}
          </>
        )}
      </p>
    </div>
  );
}
