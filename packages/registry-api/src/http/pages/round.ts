import type { wire } from "@peerseal/sdk";
import type { Language } from "../front/negotiation.js";
import { html } from "./html.js";
import type { Page } from "./layout.js";
import { facts, hash, institutionLink, link, recordedAt, section, time, word } from "./parts.js";
import { WORDS } from "./words.js";

export function roundPage(view: wire.RoundDetail, seats: readonly wire.Seat[], language: Language): Page {
  const words = WORDS[language];
  return {
    kind: words.round,
    title: html`${words.round} ${time(view.openedAt)}`,
    heading: `${words.round} ${view.id.slice(0, 10)}`,
    body: [
      facts(
        [words.stage, word(view.stage, language)],
        [words.purpose, word(view.purpose, language)],
        [words.route, word(view.route, language)],
        [words.version, link(`/versions/${view.version}`, hash(view.version))],
        [words.rubric, link(`/rubrics/${view.rubric}`, hash(view.rubric))],
        [words.owner, institutionLink(view.owner, language)],
        [words.convener, institutionLink(view.convener, language)],
        [words.opened, recordedAt(view.opened, language)],
        [words.ended, time(view.endedAt)],
        [words.reply, view.reply === null ? null : recordedAt(view.reply.recorded, language)],
        [words.decisions, link(`/decisions/${view.id}`, view.decisions.length)],
      ),
      section(
        words.seats,
        seats.map(
          ({ role, institution }) =>
            html`${word(role, language)} (${words.appointedBy}: ${institutionLink(institution, language)})`,
        ),
      ),
    ],
  };
}
