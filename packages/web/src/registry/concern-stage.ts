import type { wire } from "@peerseal/sdk";

/**
 * How far a concern has come. `filed`: by one member, nobody stands behind it; `open`: two do; `settling`: one of the
 * two finds it settled; `settled`: both do; `decided`: a later result on the version took its place.
 */
export type ConcernStage = "filed" | "open" | "settling" | "settled" | "decided";

/** Who did what about a concern. */
export type ConcernFacts = Pick<
  wire.Concern,
  "filedBy" | "admittedBy" | "admittedAt" | "closings" | "closedAt" | "decidedAt"
>;

/** How far a concern has come. */
export function stageOf({ admittedAt, closings, closedAt, decidedAt }: ConcernFacts): ConcernStage {
  if (closedAt !== null) return "settled";
  if (admittedAt === null) return "filed";
  if (decidedAt !== null) return "decided";
  return closings.length > 0 ? "settling" : "open";
}
