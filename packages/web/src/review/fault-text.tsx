import { useText } from "../language/language.js";
import type { Fault } from "./review-document.js";
import { TEXT } from "./work-text.js";

/** What is wrong with a field by its name; null: nothing, or nothing to be told yet. */
export type FindFault = (field: string) => Fault | null;

/** What a `Field` shows of a fault. */
export function faultIn(fault: Fault | null) {
  return fault === null ? null : <FaultText of={fault} />;
}

/** A fault in plain words. `isAlone`: outside of a `Field`, which brings the glyph. */
export function FaultText({ of, isAlone = false }: { readonly of: Fault | null; readonly isAlone?: boolean }) {
  const text = useText(TEXT);
  if (of === null) return null;
  return (
    <>
      {isAlone ? <span aria-hidden="true">✕ </span> : null}
      {text(`fault.${of}`)}
    </>
  );
}
