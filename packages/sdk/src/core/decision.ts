import { laneOf } from "./ratings.js";
import type { CriterionRule, Rule } from "./rubric/header.js";
import type { Outcome, Role, Route } from "./types.js";

/** A seat that reviewed: its role and its packed ratings. A word of 0 is a seat that did not review. */
export type RatedSeat = { readonly role: Role; readonly ratings: bigint };

/** Why a criterion weighs as it does in a decision. */
export type CriterionReason =
  /** Not judged on the rapid route. */
  | "not-judged"
  /** Not essential, and too few ratings to count. */
  | "left-out"
  /** Essential, and too few ratings: counts as level 0. */
  | "essential-unrated"
  | "essential-absent"
  | "essential-partial"
  /** Essential at level 2 or more, but one single rating is 0. */
  | "essential-doubted"
  | "essential-met"
  | "below"
  | "met";

/** One criterion in a decision. */
export type CriterionDecision = {
  /** Place of the criterion in the rubric. */
  readonly criterion: number;
  readonly essential: boolean;
  /** Lower median of the levels that count; null: left out or not judged. */
  readonly median: number | null;
  /** Ratings by roles that may rate it. */
  readonly ratings: number;
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly reason: CriterionReason;
};

/** Why the outcome is what it is: the first sentence of the rule that applies. */
export type DecisionReason =
  | "essential-absent"
  | "essentials-partial"
  | "others-far-below"
  | "essential-partial"
  | "essential-doubted"
  | "others-below"
  | "standard-met"
  | "rapid";

/** What the rule makes of a panel: the outcome, why, and each criterion. */
export type PanelDecision = {
  readonly outcome: Outcome;
  readonly reason: DecisionReason;
  readonly criteria: readonly CriterionDecision[];
};

/**
 * The decision rule of the default rubric, the same as the contract's (`IQualityPolicy`). Total: every panel has exactly
 * one outcome. Quorum is not asked here: a round without it is abandoned, not decided.
 */
export function decide(rule: Rule, route: Route, panel: readonly RatedSeat[]): PanelDecision {
  const rapid = route === "rapid";
  const criteria = rule.criteria.map((criterion, i) =>
    rapid && !criterion.rapid ? notJudged(criterion, i) : judgeCriterion(rule, criterion, i, panel),
  );
  const essentials = criteria.filter(({ essential, median }) => essential && median !== null);
  const others = criteria.filter(({ essential, median }) => !essential && median !== null);
  const partials = essentials.filter(({ median }) => median === 1).length;
  const isDoubted = essentials.some(({ lowest }) => lowest === 0);
  const othersMet = others.filter(({ median }) => median !== null && median >= 2).length;
  const areOthersUnder = (percent: number): boolean => othersMet * 100 < others.length * percent;

  const because = (outcome: Outcome, reason: DecisionReason): PanelDecision => ({ outcome, reason, criteria });
  if (essentials.some(({ median }) => median === 0)) return because("not-met", "essential-absent");
  if (partials >= rule.partialEssentials) return because("not-met", "essentials-partial");
  if (areOthersUnder(rule.notMetBelow)) return because("not-met", "others-far-below");
  if (rapid) return because("provisional", "rapid");
  if (partials > 0) return because("conditional", "essential-partial");
  if (isDoubted) return because("conditional", "essential-doubted");
  if (areOthersUnder(rule.conditionalBelow)) return because("conditional", "others-below");
  return because("met", "standard-met");
}

function judgeCriterion(
  rule: Rule,
  criterion: CriterionRule,
  index: number,
  panel: readonly RatedSeat[],
): CriterionDecision {
  const levels = levelsOf(criterion, index, panel);
  const counts = levels.length > 0 && levels.length >= rule.ratingsNeeded;
  const median = counts ? lowerMedian(levels) : criterion.essential ? 0 : null;
  return {
    criterion: index,
    essential: criterion.essential,
    median,
    ratings: levels.length,
    lowest: levels.at(0) ?? null,
    highest: levels.at(-1) ?? null,
    reason: reasonOf(criterion.essential, counts, median, levels.at(0) === 0),
  };
}

function notJudged({ essential }: CriterionRule, criterion: number): CriterionDecision {
  return { criterion, essential, median: null, ratings: 0, lowest: null, highest: null, reason: "not-judged" };
}

/** Levels of a criterion by roles that may rate it, ascending. What is no rating (0, or above 4) is left out. */
function levelsOf(criterion: CriterionRule, index: number, panel: readonly RatedSeat[]): number[] {
  return panel
    .filter(({ role }) => criterion.ratedBy.some((allowed) => allowed === role))
    .map(({ ratings }) => laneOf(ratings, index))
    .filter((value) => value >= 1 && value <= 4)
    .map((value) => value - 1)
    .sort((a, b) => a - b);
}

/** Of an even number of levels the lower of the two middle ones. */
function lowerMedian(ascending: readonly number[]): number {
  return ascending[Math.floor((ascending.length - 1) / 2)] ?? 0;
}

function reasonOf(essential: boolean, counts: boolean, median: number | null, isDoubted: boolean): CriterionReason {
  if (median === null) return "left-out";
  if (!essential) return median >= 2 ? "met" : "below";
  if (!counts) return "essential-unrated";
  if (median === 0) return "essential-absent";
  if (median === 1) return "essential-partial";
  return isDoubted ? "essential-doubted" : "essential-met";
}
