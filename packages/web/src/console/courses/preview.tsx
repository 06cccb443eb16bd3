import { type CourseVersionDocument, canonical, digestOf, type JsonObject } from "@peerseal/sdk";
import { useText } from "../../language/language.js";
import { Hash } from "../../parts/hash.js";
import { TEXT } from "./text.js";

/** The document as it becomes public, with its digest. */
export function Preview({ document }: { readonly document: CourseVersionDocument }) {
  const text = useText(TEXT);
  // A parsed document is JSON.
  const published = document as unknown as JsonObject;
  return (
    <details>
      <summary>{text("preview")}</summary>
      <p>
        SHA-256 <Hash value={digestOf(published)} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre tabIndex={0}>{JSON.stringify(JSON.parse(canonical(published)), null, 2)}</pre>
    </details>
  );
}
