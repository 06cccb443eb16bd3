import type { wire } from "@peerseal/sdk";
import type { Language } from "../front/negotiation.js";
import type { Page } from "./layout.js";
import { facts, hash, institutionLink, link, recordedAt, time, word } from "./parts.js";
import { WORDS } from "./words.js";

export function batchPage(view: wire.Batch, language: Language): Page {
  const words = WORDS[language];
  const heading = `${words.batch} ${view.institution}/${view.number}`;
  return {
    kind: words.batch,
    title: heading,
    heading,
    body: facts(
      [words.state, word(view.state, language)],
      [words.institution, institutionLink(view.institution, language)],
      [words.version, link(`/versions/${view.courseVersion}`, hash(view.courseVersion))],
      [words.credentials, view.credentials],
      [words.opened, time(view.openedAt)],
      [words.anchored, view.anchor === null ? null : recordedAt(view.anchor.recorded, language)],
      [words.root, hash(view.root)],
    ),
  };
}
