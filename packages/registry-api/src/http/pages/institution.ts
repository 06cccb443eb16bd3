import type { wire } from "@peerseal/sdk";
import type { Language } from "../front/negotiation.js";
import { html } from "./html.js";
import type { Page } from "./layout.js";
import { facts, hash, inLanguage, institutionLink, recordedAt, time, word } from "./parts.js";
import { WORDS } from "./words.js";

export function institutionPage(view: wire.InstitutionDetail, language: Language): Page {
  const words = WORDS[language];
  return {
    kind: words.institution,
    title: view.name,
    heading: view.name,
    body: [
      inLanguage(view.profile?.name, language),
      facts(
        [words.domain, view.domain],
        [words.country, view.country],
        [words.kind, word(view.kind, language)],
        [words.standing, html`${word(view.standing, language)} (${words.since} ${time(view.standingSince)})`],
        [words.successor, institutionLink(view.successor, language)],
        [words.recordsKeeper, institutionLink(view.recordsKeeper, language)],
        [words.admitted, recordedAt(view.admitted, language)],
        [words.digest, hash(view.profileDigest)],
      ),
    ],
  };
}
