import type { Hex } from "@peerseal/sdk";
import type { ChainRow } from "./chain-row.js";

type Concern = ChainRow & { concern: Hex; version: Hex; n: number; filedBy: number; document: Hex };

/** `closing`: one of the two members agreed; `closed`: the other one did as well. */
export type ConcernStep = "admitted" | "closing" | "closed";

export type FollowUpTables = {
  closedConditions: ChainRow & { round: Hex; convener: number; document: Hex };
  carriedDecisions: ChainRow & { round: Hex; version: Hex; convener: number; steps: number };
  rescissions: ChainRow & { round: Hex; ground: Hex };
  concerns: Concern;
  concernSteps: ChainRow & { concern: Hex; institution: number; step: ConcernStep; document: Hex | null };
  /** View; `admittedBy` and times 0: not so. */
  concernsNow: Concern & { admittedBy: number; admittedAt: number; closedAt: number; decidedAt: number };
};
