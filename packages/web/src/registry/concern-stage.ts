import type { wire } from "@peerseal/sdk";

/**
 * How far a concern has come. `filed`: by one member, nobody stands behind it; `open`: two do; `settling`: one of the
 * two finds it settled; `settled`: both do; `decided`: a later result on the version took its place.
 */
export type ConcernStage = "filed" | "open" | "settling" | "settled" | "decided";

/** Who did what about a concern. */
export type ConcernFacts = Pick<wire.Concern, "filedBy" | "admittedBy" | "admittedAt" | "closings" | "closedAt">;
type Decisions = readonly Pick<wire.Decision, "listed" | "rescindedAt" | "decidedAt">[];

/**
 * When a later result took a concern's place; null: none did.
 *
 * @param decisions on the version itself: what was carried to it settles nothing.
 */
export function decidedAfter({ admittedAt }: Pick<ConcernFacts, "admittedAt">, decisions: Decisions): number | null {
  if (admittedAt === null) return null;
  const later = decisions.filter((one) => one.listed && one.rescindedAt === null && one.decidedAt > admittedAt);
  return later.length === 0 ? null : Math.min(...later.map(({ decidedAt }) => decidedAt));
}

/** How far a concern has come. @param decisions as above. */
export function stageOf(concern: ConcernFacts, decisions: Decisions): ConcernStage {
  if (concern.closedAt !== null) return "settled";
  if (concern.admittedAt === null) return "filed";
  if (decidedAfter(concern, decisions) !== null) return "decided";
  return concern.closings.length > 0 ? "settling" : "open";
}
