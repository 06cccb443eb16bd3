import { SEAT_ROLES, type SeatFlag, type wire } from "@peerseal/sdk";
import { stageOf } from "../../registry/concern-stage.js";
import type { LoadedConcern } from "../concerns/load.js";
import { moveOf } from "../concerns/move.js";

/** What an institution has to do, or may do while there is time. */
export const TASKS = [
  "accept-round",
  "answer-invitation",
  "appoint-added",
  "confirm-panel",
  "appoint-seats",
  "object",
  "await-panel",
  "reply",
  "close",
  "decide",
  "close-conditions",
  "carry-decision",
  "appeal",
  "authorise-batch",
  "failed-batch",
  "admit-concern",
  "settle-concern",
  "concern",
  "decision-ends",
  "no-decision",
  "key-ends",
] as const;
export type Task = (typeof TASKS)[number];

/** One entry of the list. `until`: last second, Unix time; null: no hurry. */
export type Todo = {
  readonly task: Task;
  readonly until: number | null;
  /** Path of the console where it is done. */
  readonly at: string;
  /** What it is about: the version of a round, a course, a batch's number, a key. */
  readonly about:
    | { readonly version: string }
    | { readonly course: string; readonly code: string }
    | { readonly batch: number }
    | { readonly key: string };
};

/** What the list is made of, read before. */
export type TodoFacts = {
  readonly institution: number;
  /** Unix seconds. */
  readonly now: number;
  readonly rounds: readonly RoundFacts[];
  /** Newest versions of own courses, which are not retired. */
  readonly versions: readonly Pick<wire.VersionDetail, "id" | "concerns" | "quality">[];
  /** Those that two members have not settled. */
  readonly concerns: readonly Pick<LoadedConcern, "concern" | "stage" | "isTied">[];
  /** Versions to which this institution may carry a result, with the end of its validity. */
  readonly carriable: readonly { readonly version: string; readonly until: number | null }[];
  /** Courses to a part of which this institution is invited. */
  readonly invitations: readonly Pick<wire.Course, "id" | "code">[];
  readonly batches: readonly Pick<wire.Batch, "number" | "state" | "courseVersion">[];
  readonly keys: readonly Pick<wire.Key, "key" | "until" | "compromisedSince">[];
};

/** A round with what is found out about it alone. */
export type RoundFacts = {
  readonly round: wire.Round;
  readonly hasReply: boolean;
  readonly seats: readonly Pick<wire.Seat, "role" | "flags">[];
  readonly decision: Pick<wire.Decision, "outcome" | "conditionsClosedAt" | "rescindedAt"> | null;
};

const DAY = 86_400;
const ENDS_SOON = { decision: 90 * DAY, key: 30 * DAY } as const;

/** What is to be done, the most urgent first. */
export function todosOf(facts: TodoFacts): Todo[] {
  const { institution, now } = facts;
  const found = [
    ...facts.rounds.flatMap((round) => roundTodos(round, institution, now)),
    ...facts.invitations.map(
      ({ id, code }): Todo => ({ task: "answer-invitation", until: null, at: "courses", about: { course: id, code } }),
    ),
    ...facts.batches.flatMap(batchTodos),
    ...facts.versions.flatMap((version) => versionTodos(version, now)),
    ...facts.concerns.flatMap((concern) => concernTodos(concern, institution)),
    ...facts.carriable.map(
      ({ version, until }): Todo => ({
        task: "carry-decision",
        until,
        at: `courses/version/${version}`,
        about: { version },
      }),
    ),
    ...facts.keys.flatMap((key) => keyTodos(key, now)),
  ];
  const urgency = ({ until }: Todo) => until ?? Number.POSITIVE_INFINITY;
  return found.sort((a, b) => Math.sign(urgency(a) - urgency(b)) || TASKS.indexOf(a.task) - TASKS.indexOf(b.task));
}

/** How many seats of each role a round still wants. */
export function seatsMissing({
  round,
  seats,
}: Pick<RoundFacts, "seats"> & { readonly round: Pick<wire.Round, "seatsWanted"> }) {
  return SEAT_ROLES.flatMap((role) => {
    const missing = round.seatsWanted[role] - seats.filter((seat) => seat.role === role).length;
    return missing > 0 ? [{ role, missing }] : [];
  });
}

function roundTodos(facts: RoundFacts, institution: number, now: number): Todo[] {
  const { round, decision } = facts;
  const [isConvener, isOwner] = [round.convener === institution, round.owner === institution];
  const todo = (task: Task, until: number | null): Todo[] => [
    { task, until, at: `rounds/${round.id}`, about: { version: round.version } },
  ];
  switch (round.stage) {
    case "opened":
      return round.reviewUntil < now ? todo("close", null) : isConvener ? todo("accept-round", round.reviewUntil) : [];
    case "accepted":
      if (round.reviewUntil < now) return todo("close", null);
      return [...(isConvener ? panelTodos(facts, now, todo) : []), ...(isOwner ? objectionTodos(facts, todo) : [])];
    case "reviewing": {
      const { replyFrom, replyUntil } = round;
      if (replyUntil !== null && replyUntil < now) return todo("close", null);
      const isReplying = replyFrom !== null && replyFrom <= now && isOwner && !facts.hasReply;
      const isAwaited = round.addedBy === institution && !has(facts, "added");
      return [
        ...(isReplying ? todo("reply", replyUntil) : []),
        ...(isAwaited ? todo("appoint-added", round.revealUntil) : []),
      ];
    }
    case "closed":
      if (round.purpose === "formative") return [];
      if (decision === null) return todo("decide", null);
      if (decision.rescindedAt !== null) return [];
      if (isConvener && decision.outcome === "conditional" && decision.conditionsClosedAt === null)
        return todo("close-conditions", null);
      return isOwner && mayAppeal(facts, now) ? todo("appeal", round.appealUntil) : [];
    default:
      return [];
  }
}

function panelTodos(facts: RoundFacts, now: number, todo: (task: Task, until: number | null) => Todo[]): Todo[] {
  const { panelFrom, reviewUntil } = facts.round;
  if (seatsMissing(facts).length > 0) return todo("appoint-seats", reviewUntil);
  return panelFrom !== null && panelFrom <= now ? todo("confirm-panel", reviewUntil) : todo("await-panel", panelFrom);
}

function objectionTodos(facts: RoundFacts, todo: (task: Task, until: number | null) => Todo[]): Todo[] {
  return facts.seats.length > 0 && !has(facts, "objected") ? todo("object", facts.round.panelFrom) : [];
}

function has({ seats }: Pick<RoundFacts, "seats">, flag: SeatFlag): boolean {
  return seats.some(({ flags }) => flags.includes(flag));
}

function mayAppeal({ round, decision }: RoundFacts, now: number): boolean {
  const isBad = decision?.outcome === "not-met" || decision?.outcome === "conditional";
  return isBad && round.appealOf === null && round.appealedBy === null && (round.appealUntil ?? 0) >= now;
}

function batchTodos({ number, state }: TodoFacts["batches"][number]): Todo[] {
  const task = state === "failed" ? "failed-batch" : state === "awaiting-authorization" ? "authorise-batch" : null;
  return task === null ? [] : [{ task, until: null, at: `batches/${number}`, about: { batch: number } }];
}

function concernTodos({ concern, stage, isTied }: TodoFacts["concerns"][number], institution: number): Todo[] {
  const move = moveOf(concern, stage, institution, isTied);
  if (move !== "admit" && move !== "settle") return [];
  const task = move === "admit" ? "admit-concern" : "settle-concern";
  return [{ task, until: null, at: `concerns/${concern.id}`, about: { version: concern.version } }];
}

function versionTodos({ id, quality, concerns }: TodoFacts["versions"][number], now: number): Todo[] {
  const todo = (task: Task, until: number | null, at: string): Todo => ({ task, until, at, about: { version: id } });
  const open = concerns.filter((concern) => ["open", "settling"].includes(stageOf(concern)));
  const ends = quality.decision?.expiresAt ?? null;
  const isLive = ["met", "conditional", "provisional"].includes(quality.state);
  const endsSoon = isLive && ends !== null && ends - now < ENDS_SOON.decision;
  const isWithout = ["unreviewed", "expired", "rescinded"].includes(quality.state);
  return [
    ...open.map(() => todo("concern", null, `courses/version/${id}`)),
    ...(endsSoon ? [todo("decision-ends", ends, `rounds/new?version=${id}`)] : []),
    ...(isWithout ? [todo("no-decision", null, `rounds/new?version=${id}`)] : []),
  ];
}

function keyTodos({ key, until, compromisedSince }: TodoFacts["keys"][number], now: number): Todo[] {
  const endsSoon = compromisedSince === null && until !== null && until > now && until - now < ENDS_SOON.key;
  return endsSoon ? [{ task: "key-ends", until, at: "keys", about: { key } }] : [];
}
