import type { wire } from "@peerseal/sdk";
import type { Language } from "../front/negotiation.js";
import { html } from "./html.js";
import type { Page } from "./layout.js";
import {
  facts,
  hash,
  inLanguage,
  institutionLink,
  link,
  objectsOf,
  plainIn,
  recordedAt,
  section,
  time,
  word,
} from "./parts.js";
import { WORDS } from "./words.js";

export function versionPage(view: wire.VersionDetail, language: Language): Page {
  const words = WORDS[language];
  const { descriptor, quality } = view;
  const minutes = descriptor?.workloadMinutes;
  const { decision } = quality;
  return {
    kind: words.version,
    title: inLanguage(view.title, language) ?? view.id,
    heading: plainIn(view.title, language) ?? view.id,
    body: [
      html`<p>${inLanguage(descriptor?.description, language)}</p>`,
      facts(
        [
          words.quality,
          html`<strong>${word(quality.state, language)}</strong>${
            decision?.expiresAt == null ? null : html` (${words.until} ${time(decision.expiresAt)})`
          }`,
        ],
        [words.course, link(`/courses/${view.course}`, hash(view.course))],
        [words.publisher, institutionLink(view.publisher, language)],
        [words.workload, typeof minutes === "number" ? `${minutes} ${words.minutes}` : null],
        [words.previous, view.previous === null ? null : link(`/versions/${view.previous}`, hash(view.previous))],
        [words.retired, time(view.retiredAt)],
        [words.published, recordedAt(view.published, language)],
        [words.digest, hash(view.descriptorDigest)],
      ),
      section(
        words.outcomes,
        objectsOf(descriptor?.learningOutcomes).map(({ text }) => inLanguage(text, language)),
      ),
      section(
        words.rounds,
        view.rounds.map(
          ({ id, stage, opened }) =>
            html`${link(`/rounds/${id}`, time(opened.at))} ${word(stage, language)} ${link(`/decisions/${id}`, words.decisions)}`,
        ),
      ),
      section(
        words.concerns,
        view.concerns.map(({ filedBy, filed }) => html`${institutionLink(filedBy, language)} ${time(filed.at)}`),
      ),
    ],
  };
}
