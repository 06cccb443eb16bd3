import type { wire } from "@peerseal/sdk";

const WORDS = {
  met: "qMet",
  conditional: "qConditional",
  "not-met": "qNotMet",
  provisional: "qProvisional",
  unreviewed: "qUnreviewed",
  "in-review": "qInReview",
  expired: "qExpired",
  rescinded: "qRescinded",
  retired: "qRetired",
} as const;

/** Name of a state of quality in the console's texts. */
export function stateWord(state: wire.Quality["state"]): (typeof WORDS)[wire.Quality["state"]] {
  return WORDS[state];
}
