import type { ConcernFacts, DecisionFacts, InstitutionFacts, RoundFacts, VersionFacts } from "./evidence.js";
import { QUALITY_FLAGS, type QualityAt, type QualityFlag, type QualityState } from "./verdict.js";

type Outcome = Exclude<DecisionFacts["outcome"], "none">;
type Given = {
  readonly round: RoundFacts;
  readonly decision: DecisionFacts & { readonly outcome: Outcome };
  readonly listed: boolean;
  readonly isRescinded: boolean;
  /** Null: a decision of the version's own. */
  readonly carried: { readonly at: number; readonly steps: number } | null;
};

/**
 * Which decision on a version stood at a time, and by which panel. Per rubric the latest decision stands that is not
 * rescinded; a provisional one never displaces a live full one; a decision by a rubric or policy that the network does
 * not list displaces none, and is shown only where there is no other. Of several rubrics the live decision taken last
 * is shown.
 *
 * `met` and `conditional` decisions carried from an earlier version count from when they were carried, with the end that
 * they had: a decision of the version's own that was taken later displaces them, also where it was carried after.
 *
 * Without a live decision the state is, first that applies: `retired`, `expired`, `rescinded`, `in-review` (a summative
 * round is open), `unreviewed`. Flags: `retired`, `review-open`, `appeal-open` (an appeal's round is), `concern-open`
 * (admitted; neither settled by its two members nor followed by a decision on this version), `conditions-closed`,
 * `carried`, `decision-pending` (closed, not decided), `round-abandoned`, `other-rubric` (another rubric's live decision
 * differs), `other-decision` (the one shown is not by a listed rubric and policy).
 *
 * @param at Unix seconds. @param institutions for the names of convener and panel.
 */
export function qualityAt(version: VersionFacts, institutions: readonly InstitutionFacts[], at: number): QualityAt {
  const own = ownDecisions(version, at);
  const given = [...carriedDecisions(version, at), ...own];
  const listed = given.filter((one) => one.listed);
  const standing = standingPerRubric(listed, at);
  const live = standing.filter((one) => isLive(one, at));
  const shown = latest(live) ?? latest(standing) ?? latest(listed);
  const isRetired = isBy(version.retiredAt, at);
  const rounds = version.rounds.filter(({ purpose, openedAt }) => purpose === "summative" && openedAt <= at);
  const open = rounds.filter(({ endedAt }) => !isBy(endedAt, at));
  const state = stateOf(shown, live.length > 0, isRetired, open.length > 0);
  const other = shown === null ? latest(given) : null;
  const flags = {
    retired: isRetired && state !== "retired",
    "review-open": state !== "in-review" && open.some(({ appealOf }) => appealOf === null),
    "appeal-open": open.some(({ appealOf }) => appealOf !== null),
    "concern-open": version.concerns.some((concern) => isConcernOpen(concern, own, at)),
    "conditions-closed": shown?.decision.outcome === "conditional" && isBy(shown.round.followUp.conditionsClosedAt, at),
    carried: shown !== null && shown.carried !== null,
    "decision-pending": rounds.some((round) => isPending(round, own, at)),
    "round-abandoned": rounds.some(({ stage, endedAt }) => stage === "abandoned" && isBy(endedAt, at)),
    "other-rubric": live.some(({ decision }) => decision.outcome !== shown?.decision.outcome),
    "other-decision": other !== null,
  } satisfies Record<QualityFlag, boolean>;
  return {
    state,
    at,
    flags: QUALITY_FLAGS.filter((flag) => flags[flag]),
    decision: describe(shown ?? other, institutions),
  };
}

/** Whether something had come about by a time; null: it never did. */
function isBy(time: number | null, at: number): boolean {
  return time !== null && time <= at;
}

function ownDecisions({ rounds }: VersionFacts, at: number): Given[] {
  return rounds.flatMap((round) => decisionsOf(round, null, at));
}

/** Only `met` and `conditional` are carried. */
function carriedDecisions({ carried }: VersionFacts, at: number): Given[] {
  return carried.flatMap(({ round, carriedAt, steps }) =>
    carriedAt <= at
      ? decisionsOf(round, { at: carriedAt, steps }, at).filter(({ decision: { outcome } }) =>
          ["met", "conditional"].includes(outcome),
        )
      : [],
  );
}

function decisionsOf(round: RoundFacts, carried: Given["carried"], at: number): Given[] {
  if (round.purpose !== "summative") return [];
  const isRescinded = isBy(round.followUp.rescindedAt, at);
  return round.decisions.flatMap((decision) => {
    const { outcome, listed } = decision;
    if (outcome === "none" || !(decision.decidedAt <= at)) return [];
    return [{ round, decision: { ...decision, outcome }, listed: round.rubricListed && listed, isRescinded, carried }];
  });
}

/** A later decision that counts settles a concern as well as its two members do. */
function isConcernOpen({ admittedAt, closedAt }: ConcernFacts, own: readonly Given[], at: number): boolean {
  if (admittedAt === null || admittedAt > at || isBy(closedAt, at)) return false;
  return !own.some(({ decision, listed, isRescinded }) => listed && !isRescinded && decision.decidedAt > admittedAt);
}

function standingPerRubric(given: readonly Given[], at: number): Given[] {
  const rubrics = [...new Set(given.map(({ round }) => round.rubric))];
  return rubrics.flatMap((rubric) => {
    const unrescinded = given.filter(({ round, isRescinded }) => round.rubric === rubric && !isRescinded);
    return standingOf(unrescinded, at) ?? [];
  });
}

function standingOf(given: readonly Given[], at: number): Given | null {
  const full = latest(given.filter(({ decision }) => decision.outcome !== "provisional"));
  if (full !== null && isLive(full, at)) return full;
  return latest(given);
}

/** The one decided last; of two in one second, the later in the list. */
function latest(given: readonly Given[]): Given | null {
  let found: Given | null = null;
  for (const one of given) {
    if (found === null || one.decision.decidedAt >= found.decision.decidedAt) found = one;
  }
  return found;
}

function isLive({ decision }: Given, at: number): boolean {
  return decision.expiresAt === null || at < decision.expiresAt;
}

function stateOf(shown: Given | null, isShownLive: boolean, isRetired: boolean, isOpen: boolean): QualityState {
  if (shown !== null && isShownLive) return shown.decision.outcome;
  if (isRetired) return "retired";
  if (shown !== null) return shown.isRescinded ? "rescinded" : "expired";
  return isOpen ? "in-review" : "unreviewed";
}

function isPending(round: RoundFacts, given: readonly Given[], at: number): boolean {
  return round.stage === "closed" && isBy(round.endedAt, at) && !given.some((one) => one.round === round);
}

function describe(given: Given | null, institutions: readonly InstitutionFacts[]): QualityAt["decision"] {
  if (given === null) return null;
  const { round, decision, listed, carried } = given;
  const name = (id: number) => institutions.find((institution) => institution.id === id)?.name ?? "";
  return {
    round: round.id,
    rubric: round.rubric,
    listed,
    policy: decision.policy,
    outcome: decision.outcome,
    route: round.route,
    decidedAt: decision.decidedAt,
    expiresAt: decision.expiresAt,
    carried,
    convener: { institution: round.convener, name: name(round.convener) },
    panel: round.seats
      .filter(({ submittedAt, flags }) => isBy(submittedAt, decision.decidedAt) && !flags.includes("excluded"))
      .map(({ role, institution, flags }) => ({ role, institution, name: name(institution), flags })),
  };
}
