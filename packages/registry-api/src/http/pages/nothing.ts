import type { Language } from "../front/negotiation.js";
import { html } from "./html.js";
import type { Page } from "./layout.js";
import { WORDS } from "./words.js";

/** For people who follow a link to nothing. Where there is a web app, it says the same with what helps. */
export function nothingPage(language: Language): Page {
  const { nothing, nothingText } = WORDS[language];
  return { kind: nothing, title: nothing, heading: nothing, body: html`<p>${nothingText}</p>` };
}
