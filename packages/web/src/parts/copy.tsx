import { useAnnounce } from "../app/announce.js";
import { useText } from "../language/language.js";
import { TEXT } from "./text.js";

/** Puts a text onto the clipboard, and says so. */
export function Copy({ value, label }: { readonly value: string; readonly label?: string | undefined }) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    announce(text("copied"));
  };
  return (
    <button type="button" className="copy" onClick={() => void copy()}>
      {label ?? text("copy")}
    </button>
  );
}
