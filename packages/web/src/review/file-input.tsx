import { useId, useRef } from "react";

/** A button that opens a file of this person's, and gives its text. */
export function FileInput({ label, onText }: { readonly label: string; readonly onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <span className="file">
      <label htmlFor={id}>{label}</label>{" "}
      <input
        ref={input}
        id={id}
        type="file"
        accept="application/json,.json"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) void file.text().then(onText);
          // The same file can be chosen again.
          target.value = "";
        }}
      />
    </span>
  );
}
