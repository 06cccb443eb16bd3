import type { ConcernFacts, ConcernStage } from "../../registry/concern-stage.js";

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
export function moveOf(concern: ConcernFacts, stage: ConcernStage, institution: number, isTied: boolean): ConcernMove {
  const { filedBy, admittedBy, closings } = concern;
  if (stage === "filed") {
    if (filedBy === institution) return "await-second";
    return isTied ? "tied" : "admit";
  }
  if (stage !== "open" && stage !== "settling") return "none";
  if (filedBy !== institution && admittedBy !== institution) return "none";
  return closings.some((closing) => closing.institution === institution) ? "await-other" : "settle";
}
