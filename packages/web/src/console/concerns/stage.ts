import type { wire } from "@peerseal/sdk";

/**
 * How far a concern has come. `filed`: by one member, nobody stands behind it; `open`: two do; `settling`: one of the
 * two finds it settled; `settled`: both do; `decided`: a later result on the version took its place.
 */
export type ConcernStage = "filed" | "open" | "settling" | "settled" | "decided";

type Concern = Pick<wire.Concern, "filedBy" | "admittedBy" | "admittedAt" | "closings" | "closedAt">;
type Decisions = readonly Pick<wire.Decision, "listed" | "rescindedAt" | "decidedAt">[];

/** @param decisions on the version itself: what was carried to it settles nothing. */
export function stageOf({ admittedAt, closings, closedAt }: Concern, decisions: Decisions): ConcernStage {
  if (closedAt !== null) return "settled";
  if (admittedAt === null) return "filed";
  const isDecided = decisions.some((one) => one.listed && one.rescindedAt === null && one.decidedAt > admittedAt);
  if (isDecided) return "decided";
  return closings.length > 0 ? "settling" : "open";
}

/** What an institution can do about a concern. */
export type ConcernMove =
  | "admit"
  | "settle"
  /** It filed the concern: another member has to stand behind it. */
  | "await-second"
  /** It found the concern settled: the other member has to as well. */
  | "await-other"
  | "tied"
  | "none";

/** @param isTied whether the institution owns or delivers the course, or did within three years. */
export function moveOf(concern: Concern, stage: ConcernStage, institution: number, isTied: boolean): ConcernMove {
  const { filedBy, admittedBy, closings } = concern;
  if (stage === "filed") {
    if (filedBy === institution) return "await-second";
    return isTied ? "tied" : "admit";
  }
  if (stage !== "open" && stage !== "settling") return "none";
  if (filedBy !== institution && admittedBy !== institution) return "none";
  return closings.some((closing) => closing.institution === institution) ? "await-other" : "settle";
}
