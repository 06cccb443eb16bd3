import type { DecisionFacts, InstitutionFacts, RoundFacts, VersionFacts } from "./evidence.js";
import type { QualityAt, QualityState } from "./verdict.js";

type Outcome = Exclude<DecisionFacts["outcome"], "none">;
type Given = {
  readonly round: RoundFacts;
  readonly decision: DecisionFacts & { readonly outcome: Outcome };
  readonly listed: boolean;
  readonly isRescinded: boolean;
};

/**
 * Which decision on a version stood at a time, and by which panel. Per rubric the latest decision stands that is not
 * rescinded; a provisional one never displaces a live full one; a decision by a rubric or policy that the network does
 * not list displaces none, and is shown only where there is no other. Of several rubrics the live decision taken last
 * is shown.
 *
 * Without a live decision the state is, first that applies: `retired`, `expired`, `rescinded`, `in-review` (a summative
 * round is open), `unreviewed`. Flags: `retired`, `review-open`, `decision-pending` (closed, not decided), `round-abandoned`,
 * `other-rubric` (another rubric's live decision differs), `other-decision` (the one shown is not by a listed rubric
 * and policy).
 *
 * @param at Unix seconds. @param institutions for the names of convener and panel.
 */
export function qualityAt(version: VersionFacts, institutions: readonly InstitutionFacts[], at: number): QualityAt {
  const given = givenBy(version, at);
  const listed = given.filter((one) => one.listed);
  const standing = standingPerRubric(listed, at);
  const live = standing.filter((one) => isLive(one, at));
  const shown = latest(live) ?? latest(standing) ?? latest(listed);
  const isRetired = version.retiredAt !== null && version.retiredAt <= at;
  const rounds = version.rounds.filter(({ purpose, openedAt }) => purpose === "summative" && openedAt <= at);
  const isOpen = rounds.some(({ endedAt }) => endedAt === null || endedAt > at);
  const state = stateOf(shown, live.length > 0, isRetired, isOpen);
  const other = shown === null ? latest(given) : null;
  const flags = {
    retired: isRetired && state !== "retired",
    "review-open": isOpen && state !== "in-review",
    "decision-pending": rounds.some((round) => isPending(round, given, at)),
    "round-abandoned": rounds.some(({ stage, endedAt }) => stage === "abandoned" && endedAt !== null && endedAt <= at),
    "other-rubric": live.some(({ decision }) => decision.outcome !== shown?.decision.outcome),
    "other-decision": other !== null,
  };
  return {
    state,
    at,
    flags: Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? [flag] : [])),
    decision: describe(shown ?? other, institutions),
  };
}

function givenBy({ rounds }: VersionFacts, at: number): Given[] {
  return rounds.flatMap((round) =>
    round.purpose !== "summative"
      ? []
      : round.decisions.flatMap((decision) => {
          const { outcome } = decision;
          if (outcome === "none" || !(decision.decidedAt <= at)) return [];
          const { listed, rescindedAt = null } = decision;
          const isRescinded = rescindedAt !== null && rescindedAt <= at;
          return [{ round, decision: { ...decision, outcome }, listed: round.rubricListed && listed, isRescinded }];
        }),
  );
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
  const isClosed = round.stage === "closed" && round.endedAt !== null && round.endedAt <= at;
  return isClosed && !given.some((one) => one.round === round);
}

function describe(given: Given | null, institutions: readonly InstitutionFacts[]): QualityAt["decision"] {
  if (given === null) return null;
  const { round, decision, listed } = given;
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
    convener: { institution: round.convener, name: name(round.convener) },
    panel: round.seats
      .filter(({ submittedAt }) => submittedAt !== null && submittedAt <= decision.decidedAt)
      .map(({ role, institution }) => ({ role, institution, name: name(institution) })),
  };
}
