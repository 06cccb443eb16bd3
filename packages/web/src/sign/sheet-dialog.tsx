import { type ReactNode, Suspense, useEffect, useId, useRef } from "react";
import { FaultBoundary } from "../app/fault.js";
import { Waiting } from "../app/waiting.js";
import "./sign.css";

/** What something is signed on, over everything else. @param props.onCancel Escape was pressed; whether it closes is theirs. */
export function SheetDialog(props: {
  readonly title: string;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}) {
  const { title, onCancel, children } = props;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="sign-sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id}>{title}</h2>
      <FaultBoundary>
        <Suspense fallback={<Waiting />}>{children}</Suspense>
      </FaultBoundary>
    </dialog>
  );
}
