import type { DecisionFacts, RoundFacts, VersionFacts } from "../evidence.js";
import { qualityAt } from "../quality.js";
import type { QualityAt } from "../verdict.js";
import { DAY, INSTITUTIONS, round, VERSION_FACTS } from "./sample.js";

/** Day 0: rounds are told in days from it. */
export const T = 1_700_000_000;
export const at = (days: number) => T + days * DAY;

/** A round that ended and was decided on a day, with a validity in days. */
export function decided(
  day: number,
  outcome: DecisionFacts["outcome"],
  validity: number | null,
  edit: Partial<RoundFacts> = {},
  decision: Partial<DecisionFacts> = {},
): RoundFacts {
  const facts = { outcome, decidedAt: at(day), expiresAt: validity === null ? null : at(day + validity), ...decision };
  return round({ openedAt: at(day - 50), endedAt: at(day), ...edit }, facts, day + 1_000);
}

export function stood(rounds: readonly RoundFacts[], day: number, edit: Partial<VersionFacts> = {}): QualityAt {
  return qualityAt({ ...VERSION_FACTS, rounds, ...edit }, INSTITUTIONS, at(day));
}

export const states = (rounds: readonly RoundFacts[], days: readonly number[], edit: Partial<VersionFacts> = {}) =>
  days.map((day) => stood(rounds, day, edit).state);
