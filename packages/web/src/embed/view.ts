import { RESULT_GLYPHS } from "../verify/questions.js";
import { EMBED_TEXT, type EmbedLanguage } from "./text.js";

/** What the element shows. */
export type Shown = {
  readonly tone: "good" | "bad" | "unsure" | "plain";
  readonly title: string;
  readonly rows: readonly {
    readonly question: string;
    readonly answer: string;
    readonly result: keyof typeof RESULT_GLYPHS;
  }[];
};

const BAND_GLYPHS: Readonly<Record<Shown["tone"], string>> = { good: "✓", bad: "✕", unsure: "?", plain: "…" };

const STYLE = `
:host { display: block; color-scheme: light dark; color: light-dark(#1b1b1f, #e6e7eb);
  font: 1rem/1.5 system-ui, "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", sans-serif; overflow-wrap: anywhere; }
:host([hidden]) { display: none; }
.box { border: 2px solid currentColor; border-inline-start-width: .75rem; border-radius: .5rem; padding: .5rem 1rem;
  background: light-dark(#fff, #16181d); }
.good { color: light-dark(#00664a, #5fd3ae); } .bad { color: light-dark(#9c2a00, #ff9c78); }
.unsure { color: light-dark(#5a4a00, #f0d860); } .plain { color: light-dark(#54565f, #a9acb6); }
.title { margin: 0; font-weight: 700; font-size: 1.2rem; }
ul { margin: .5rem 0; padding: 0; list-style: none; color: light-dark(#1b1b1f, #e6e7eb); }
li { display: grid; grid-template-columns: 1.5rem 1fr; padding: .15rem 0; }
.note { margin: 0; font-size: .875rem; color: light-dark(#54565f, #a9acb6); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** Styles that no policy of the page's refuses: they are set by script, and are no markup. */
export function styleOf(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  return sheet;
}

/** Draws what is known into the element's box. Strings become text nodes, never markup. */
export function draw(box: HTMLElement, shown: Shown, note: string | null, language: EmbedLanguage): void {
  const words = EMBED_TEXT[language];
  box.className = `box ${shown.tone}`;
  box.lang = language;
  const rows = shown.rows.map(({ question, answer, result }) => {
    const glyph = el("span", "", RESULT_GLYPHS[result]);
    glyph.ariaHidden = "true";
    const said = el("span", "", el("span", "unseen", `${words[result]}: `), el("strong", "", question), ` ${answer}`);
    return el("li", "", glyph, said);
  });
  const sign = el("span", "", `${BAND_GLYPHS[shown.tone]} `);
  sign.ariaHidden = "true";
  const list = el("ul", "", ...rows);
  // Without its markers Safari would no longer call it a list.
  list.role = "list";
  box.replaceChildren(
    el("p", "title", sign, shown.title),
    ...(rows.length === 0 ? [] : [list]),
    ...(note === null ? [] : [el("p", "note", note)]),
  );
}

function el(tag: string, className: string, ...children: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}
