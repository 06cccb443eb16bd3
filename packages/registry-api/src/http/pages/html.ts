/** Markup that may stand in a page as it is. {@link html} makes it; by hand it is for constants only. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: markup as it is, everything else as text. */
export type Part = Html | string | number | null | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Markup from a template: whatever is put in is text, in elements and in quoted attributes alike. Never put anything
 * into an attribute without quotes, an event handler, a style or a script.
 *
 * @example html`<p title="${title}">${title}</p>`
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    template.map((text, place) => `${text}${place < parts.length ? rendered(parts[place] ?? null) : ""}`).join(""),
  );
}

function rendered(part: Part): string {
  if (part === null) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(rendered).join("");
  return asText(String(part));
}

/** Text as text. Marks that turn the direction of what follows are shown, not obeyed. */
function asText(text: string): string {
  return text
    .replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? "")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, (mark) => `&amp;#x${mark.charCodeAt(0).toString(16)};`);
}
