import { useText } from "../language/language.js";
import { TEXT } from "./text.js";

/** Shown while a screen or its data is on its way; it keeps the place so that nothing jumps. */
export function Waiting() {
  const text = useText(TEXT);
  return (
    <p className="waiting" role="status">
      {text("loading")} …
    </p>
  );
}
