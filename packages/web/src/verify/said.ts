import { explainFault, explainVerdict } from "@peerseal/sdk";
import { fill, type Language } from "../language/language.js";
import type { Outcome } from "./check.js";
import { agreesOn, codeOf, issuerOf, wordOf } from "./settled.js";
import { WORDS } from "./words.js";

/** What a file came to, as one sentence. */
export function saidOf(outcome: Outcome, language: Language): string {
  const words = WORDS[language];
  switch (outcome.state) {
    case "judged": {
      const word = wordOf(outcome);
      return word !== outcome.verdict.verdict ? words.differTitle : explainVerdict(word, language);
    }
    case "presented":
      return outcome.verified.credentials.every((one) => agreesOn(one, outcome.other))
        ? explainVerdict(outcome.verified.worst, language)
        : words.differTitle;
    case "unreadable":
      return explainFault(outcome.error, language);
    case "not-agreed":
      return fill(words.notAgreedShort, { origin: outcome.origin });
    case "not-loaded":
      return fill(words.notLoadedShort, { origin: outcome.origin });
  }
}

/** What a screen reader is told when all is done. */
export function announcementOf(outcomes: readonly Outcome[], language: Language): string {
  const [only, ...more] = outcomes;
  if (only === undefined) return "";
  if (more.length === 0) {
    const issuer = only.state === "judged" ? issuerOf(only.verdict) : null;
    return [saidOf(only, language), only.name, issuer].filter((part) => part !== null).join(". ");
  }
  const valid = outcomes.filter((outcome) => codeOf(outcome) === "valid").length;
  return fill(WORDS[language].countSaid, { total: outcomes.length, valid, rest: outcomes.length - valid });
}
