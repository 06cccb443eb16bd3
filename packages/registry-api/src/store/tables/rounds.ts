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

type Seat = ChainRow & {
  round: Hex;
  seat: number;
  institution: number;
  role: SeatRole;
  affiliations: NumberList;
  signer: Hex;
  signerId: Hex;
};

export type RoundTables = {
  rounds: Round;
  /** `excluded`, of `panel-set`: bit i, seat i is left out. */
  roundSteps: ChainRow & { round: Hex; step: RoundStep; excluded: number | null; ground: Hex | null };
  roundAppeals: ChainRow & { round: Hex; appealOf: Hex };
  seats: Seat;
  seatObjections: ChainRow & { round: Hex; seat: number; owner: number; document: Hex };
  /** The convener asked an institution for one more reviewer. */
  seatRequests: ChainRow & { round: Hex; institution: number; role: SeatRole };
  seals: ChainRow & { round: Hex; seat: number; commitment: Hex };
  reviews: ChainRow & { round: Hex; seat: number; sequence: number; reviewDigest: Hex; ratings: string };
  replies: ChainRow & { round: Hex; owner: number; replyDigest: Hex };
  decisions: Decision;
  /** View; times 0: not yet. Counts and times that begin with `first` or `last` leave the added seat out. */
  roundsNow: Round & {
    stage: Stage;
    acceptedAt: number;
    panelSetAt: number;
    endedAt: number;
    ground: Hex | null;
    appealOf: Hex | null;
    /** Its latest appeal. */
    appealedBy: Hex | null;
    seatAskedAt: number;
    /** 0: no seat was asked for. */
    addedBy: number;
    addedRole: SeatRole | null;
    seatCount: number;
    /** Seats not excluded. */
    panelCount: number;
    sealedCount: number;
    submittedCount: number;
    firstPanelCount: number;
    firstSubmittedCount: number;
    lastAppointedAt: number;
    lastSealedAt: number;
    lastSubmittedAt: number;
    addedSubmittedAt: number;
  };
  /** View; null: not so. `ratings` and `reviewDigest` are the latest. */
  seatsNow: Seat & {
    isAdded: boolean;
    isExcluded: boolean;
    objectedAt: number | null;
    objection: Hex | null;
    sealedAt: number | null;
    commitment: Hex | null;
    submittedAt: number | null;
    revisedAt: number | null;
    ratings: string | null;
    reviewDigest: Hex | null;
  };
  /** View; times 0: not so. */
  decisionsNow: Decision & {
    policyListed: boolean;
    rubricListed: boolean;
    rescindedAt: number;
    rescissionGround: Hex | null;
    conditionsClosedAt: number;
    conditions: Hex | null;
  };
};
