import type { Tone } from "../parts/tag.js";

const GLYPHS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✕", unsure: "?", plain: "–" };

/** The verdict: glyph, words, and what they are about. */
export function Band({ tone, title, line }: { readonly tone: Tone; readonly title: string; readonly line: string }) {
  return (
    <div className={`band ${tone}`}>
      <h2>
        <span aria-hidden="true">{GLYPHS[tone]}</span> {title}
      </h2>
      <p>{line}</p>
    </div>
  );
}
