import type { wire } from "@peerseal/sdk";
import type { Language } from "../front/negotiation.js";
import { html } from "./html.js";
import type { Page } from "./layout.js";
import { facts, inLanguage, institutionLink, link, plainIn, recordedAt, section, time } from "./parts.js";
import { WORDS } from "./words.js";

export function coursePage(view: wire.Course, versions: readonly wire.Version[], language: Language): Page {
  const words = WORDS[language];
  const parties = (of: wire.Course["owners"]) =>
    of.length === 0 ? null : of.map((one) => html`${institutionLink(one.institution, language)} `);
  return {
    kind: words.course,
    title: inLanguage(view.title, language) ?? view.code,
    heading: plainIn(view.title, language) ?? view.code,
    body: [
      facts(
        [words.code, html`<code>${view.code}</code>`],
        [words.owners, parties(view.owners)],
        [words.deliverers, parties(view.deliverers)],
        [words.registered, recordedAt(view.registered, language)],
      ),
      section(
        words.versions,
        versions.map(
          ({ id, title, published }) =>
            html`${link(`/versions/${id}`, inLanguage(title, language) ?? id)} ${time(published.at)}`,
        ),
      ),
    ],
  };
}
