import {
  BASELINE_RUBRIC,
  type CONFLICT_CATEGORIES,
  digestOf,
  packRatings,
  type ReplyDocument,
  type ReviewDocument,
  ROLES,
  type RoundDocument,
  type RoundId,
  type VersionId,
} from "@peerseal/sdk";
import { type DemoRound, type DemoSeat, seatsOpened } from "./rounds.ts";

type Rating = ReviewDocument["ratings"][number];
type Criterion = (typeof BASELINE_RUBRIC)["criteria"][number];
type Procedure = Pick<DemoRound, "route" | "purpose" | "basis" | "convener" | "seats">;

const UNLESS_NAMED = 2;
const NO_CONFLICT = { declared: false } as const;
const NO_CONFLICTS = {
  employment: NO_CONFLICT,
  "co-author": NO_CONFLICT,
  supervision: NO_CONFLICT,
  family: NO_CONFLICT,
  financial: NO_CONFLICT,
  "recognition-partner": NO_CONFLICT,
  "reciprocal-review": NO_CONFLICT,
  "prior-involvement": NO_CONFLICT,
} satisfies Record<(typeof CONFLICT_CATEGORIES)[number], typeof NO_CONFLICT>;

/** Seats wanted, in the order of the contract: subject experts first. */
export function seatsWanted({ seats }: Pick<DemoRound, "seats">): number[] {
  const opened = seatsOpened(seats);
  return ROLES.slice(1).map((role) => opened.filter((seat) => seat.role === role).length);
}

/** The `round/1` document of a demo round about the baseline rubric. Times `YYYY-MM-DDTHH:MM:SSZ`. */
export function roundDocument(
  round: Procedure & { readonly version: VersionId; readonly language: string },
  dates: RoundDocument["dates"],
): RoundDocument {
  const [expert = 0, education = 0, practitioner = 0, learner = 0, chair = 0] = seatsWanted(round);
  return {
    schema: "peerseal.round/1",
    version: round.version,
    rubric: digestOf(BASELINE_RUBRIC),
    purpose: round.purpose ?? "summative",
    basis: round.basis,
    route: round.route,
    seats: { "subject-expert": expert, education, practitioner, learner, chair },
    languages: [round.language],
    dates,
    convener: round.convener,
  };
}

/** The packed ratings of a seat; 0 in a formative round, which asks for advice only. */
export function ratingsOf(seat: DemoSeat, round: Procedure): string {
  if (round.purpose === "formative") return "0";
  return packRatings(BASELINE_RUBRIC.criteria.map((criterion) => levelOf(criterion, seat, round))).toString();
}

/** The `review/1` document of a seat of a demo round. */
export function reviewDocument(
  seat: DemoSeat,
  round: Procedure & { readonly id: RoundId; readonly place: number },
): ReviewDocument {
  const judged =
    round.purpose === "formative"
      ? []
      : BASELINE_RUBRIC.criteria.filter(({ rapid }) => rapid || round.route !== "rapid");
  const ratings = judged.map((criterion) => ratingOf(criterion, seat, round));
  const found = (level: number) => ratings.flatMap((one) => (one.level === level ? [one.comment ?? ""] : []));
  return {
    schema: "peerseal.review/1",
    round: round.id,
    seat: round.place,
    language: "en",
    conflicts: NO_CONFLICTS,
    ratings,
    strengths: [seat.strength],
    requiredChanges: found(0),
    suggestions: found(1),
    minutesSpent: (round.route === "rapid" ? 75 : 150) + 20 * round.place,
    aiUse: { used: false },
  };
}

/** The `reply/1` document of a provider. */
export function replyDocument(round: RoundId, reply: NonNullable<DemoRound["reply"]>): ReplyDocument {
  const { kind, text } = reply;
  return { schema: "peerseal.reply/1", round, language: "en", kind, text, points: [] };
}

function levelOf(criterion: Criterion, seat: DemoSeat, { route }: Procedure): number | null {
  if (!criterion.ratedBy.includes(seat.role)) return null;
  if (route === "rapid" && !criterion.rapid) return null;
  const level = seat.ratings?.[criterion.id];
  return level === undefined ? UNLESS_NAMED : level;
}

function ratingOf(criterion: Criterion, seat: DemoSeat, round: Procedure): Rating {
  const level = levelOf(criterion, seat, round);
  const { id } = criterion;
  if (level === null) return { criterion: id, level, reason: `Not for the role ${seat.role} to rate.` };
  if (level === 0 || level === 1) {
    const comment = seat.findings?.[id] ?? "";
    return { criterion: id, level, confidence: "high", comment, evidence: [{ ...placeOf(id), text: comment }] };
  }
  return {
    criterion: id,
    level: level === 3 ? 3 : 2,
    confidence: level === 3 ? "high" : "medium",
    comment: null,
    evidence: [],
  };
}

/** Where in the dossier a finding about a criterion lies. */
function placeOf(criterion: string): { path: string; location: string } {
  if (criterion.startsWith("A")) return { path: "assessment/tasks.md", location: "Assessment AS1" };
  if (criterion.startsWith("L")) return { path: "description", location: "What is said before joining" };
  return { path: "syllabus.md", location: "Learning outcomes" };
}
