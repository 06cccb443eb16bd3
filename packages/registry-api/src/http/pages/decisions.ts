import type { wire } from "@peerseal/sdk";
import type { Language } from "../front/negotiation.js";
import { html } from "./html.js";
import type { Page } from "./layout.js";
import { facts, hash, link, recordedAt, time, word } from "./parts.js";
import { WORDS } from "./words.js";

export function decisionsPage(
  round: string,
  { data }: { readonly data: readonly wire.Decision[] },
  language: Language,
): Page {
  const words = WORDS[language];
  return {
    kind: words.decisions,
    title: words.decisions,
    heading: `${words.decisions} ${round.slice(0, 10)}`,
    body: [
      html`<p>${link(`/rounds/${round}`, words.round)} ${hash(round)}</p>`,
      data.length === 0 ? html`<p>${words.none}</p>` : null,
      data.map((decision) =>
        facts(
          [
            words.outcome,
            html`<strong>${word(decision.outcome, language)}</strong>${decision.listed ? null : ` (${words.unlisted})`}`,
          ],
          [words.decided, recordedAt(decision.recorded, language)],
          [words.expires, time(decision.expiresAt)],
          [words.conditionsClosed, time(decision.conditionsClosedAt)],
          [words.rescinded, time(decision.rescindedAt)],
          [words.version, link(`/versions/${decision.version}`, hash(decision.version))],
          [words.rubric, link(`/rubrics/${decision.rubric}`, hash(decision.rubric))],
          [words.policy, hash(decision.policy)],
        ),
      ),
    ],
  };
}
