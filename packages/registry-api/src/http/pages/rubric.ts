import type { wire } from "@peerseal/sdk";
import type { Language } from "../front/negotiation.js";
import { html } from "./html.js";
import type { Page } from "./layout.js";
import { facts, hash, inLanguage, institutionLink, objectsOf, plainIn, recordedAt, section } from "./parts.js";
import { WORDS } from "./words.js";

export function rubricPage(view: wire.RubricDetail, language: Language): Page {
  const words = WORDS[language];
  const { document } = view;
  return {
    kind: words.rubric,
    title: inLanguage(document?.name, language) ?? view.id,
    heading: plainIn(document?.name, language) ?? view.id,
    body: [
      facts(
        [words.publisher, institutionLink(view.publisher, language)],
        [words.listed, view.listed ? words.yes : words.no],
        [words.published, recordedAt(view.published, language)],
        [words.digest, hash(view.digest)],
      ),
      section(
        words.criteria,
        objectsOf(document?.criteria).map(
          ({ name, question }) =>
            html`${inLanguage(name, language)} <span class="dim">${inLanguage(question, language)}</span>`,
        ),
      ),
    ],
  };
}
