import type { Basis, Hex, Outcome, Role, RoundPurpose, Route, Stage } from "@peerseal/sdk";
import type { ColumnType } from "kysely";
import type { ChainRow } from "./chain-row.js";

/** Numbers kept as a JSON array; written as text, because the driver would make a PostgreSQL array of a list. */
export type NumberList = ColumnType<number[], string, string>;

/** A seat always has a role. */
export type SeatRole = Exclude<Role, "none">;
/** A decision always has an outcome. */
export type DecidedOutcome = Exclude<Outcome, "none">;

type Round = ChainRow & {
  round: Hex;
  version: Hex;
  rubric: Hex;
  n: number;
  owner: number;
  convener: number;
  purpose: RoundPurpose;
  basis: Basis;
  route: Route;
  seatsWanted: NumberList;
  validity: number;
  reviewUntilAt: number;
  document: Hex;
};

type Decision = ChainRow & {
  policy: Hex;
  round: Hex;
  version: Hex;
  rubric: Hex;
  outcome: DecidedOutcome;
  /** 0: does not expire. */
  expiresAt: number;
};

export type RoundStep = "accepted" | "panel-set" | "closed" | "abandoned";

export type RoundTables = {
  rounds: Round;
  roundSteps: ChainRow & { round: Hex; step: RoundStep; reviewUntilAt: number | null; ground: Hex | null };
  seats: ChainRow & {
    round: Hex;
    seat: number;
    institution: number;
    role: SeatRole;
    affiliations: NumberList;
    signer: Hex;
    signerId: Hex;
  };
  reviews: ChainRow & { round: Hex; seat: number; sequence: number; reviewDigest: Hex; ratings: string };
  replies: ChainRow & { round: Hex; owner: number; replyDigest: Hex };
  decisions: Decision;
  /** View; times 0: not yet. `dueAt`: last second for reviews. */
  roundsNow: Round & {
    stage: Stage;
    acceptedAt: number;
    panelSetAt: number;
    endedAt: number;
    dueAt: number;
    ground: Hex | null;
    seatCount: number;
    submittedCount: number;
    lastSubmittedAt: number;
  };
  /** View. */
  decisionsNow: Decision & { policyListed: boolean; rubricListed: boolean };
};
