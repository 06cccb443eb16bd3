import type { ReactNode } from "react";

/** How a state is to be taken; never told by colour alone. */
export type Tone = "good" | "bad" | "unsure" | "plain";

const GLYPHS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✕", unsure: "?", plain: "–" };

/** A state: glyph and word. */
export function Tag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      <span aria-hidden="true">{GLYPHS[tone]}</span> {children}
    </span>
  );
}
