import { type FormEvent, useId, useRef, useState } from "react";
import { useText } from "../language/language.js";
import { Camera } from "./camera.js";
import type { Given } from "./given.js";
import { Samples } from "./samples.js";
import { TEXT } from "./text.js";

/** Every way to give a file but dropping it, which the whole page takes. */
export function Intake(props: {
  readonly isOver: boolean;
  readonly hasRegistry: boolean;
  /** Somebody comes to one of the ways. */
  readonly onNear: () => void;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onText: (text: string, name: "pasted" | "scanned") => void;
  readonly onSample: (file: Given) => void;
}) {
  const { isOver, hasRegistry, onNear, onFiles, onText, onSample } = props;
  const text = useText(TEXT);
  const hint = useId();
  const picker = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [isScanning, setIsScanning] = useState(false);
  const stop = () => {
    setIsScanning(false);
    opener.current?.focus();
  };
  return (
    <section
      className={isOver ? "intake over" : "intake"}
      aria-label={text("choose")}
      onPointerEnter={onNear}
      onFocus={onNear}
    >
      <p className="lead">{isOver ? text("over") : text("drop")}</p>
      <p className="hint" id={hint}>
        {text("kinds")}
      </p>
      <div className="row">
        <button type="button" aria-describedby={hint} onClick={() => picker.current?.click()}>
          {text("choose")}
        </button>
        <button
          type="button"
          className="second"
          ref={opener}
          aria-expanded={isScanning}
          onClick={() => setIsScanning(!isScanning)}
        >
          {text("camera")}
        </button>
      </div>
      <input
        ref={picker}
        id="file"
        type="file"
        multiple
        hidden
        aria-label={text("choose")}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = "";
        }}
      />
      {isScanning ? (
        <Camera
          onStop={stop}
          onText={(read) => {
            stop();
            onText(read, "scanned");
          }}
        />
      ) : null}
      <Paste onText={(pasted) => onText(pasted, "pasted")} />
      {hasRegistry ? <Samples onFile={onSample} /> : null}
    </section>
  );
}

/** A whole link, JWT or document is checked as soon as it is pasted; what is typed, by the button. */
function Paste({ onText }: { readonly onText: (text: string) => void }) {
  const text = useText(TEXT);
  const id = useId();
  const [value, setValue] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onText(value);
  };
  return (
    <form className="paste" onSubmit={submit}>
      <label htmlFor={id}>{text("paste")}</label>
      <div className="row">
        <input
          id={id}
          data-paste=""
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData("text/plain");
            if (event.clipboardData.files.length > 0 || pasted.trim() === "" || value !== "") return;
            event.preventDefault();
            setValue(pasted);
            onText(pasted);
          }}
        />
        <button type="submit" className="second">
          {text("check")}
        </button>
      </div>
    </form>
  );
}
