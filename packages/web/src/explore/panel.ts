import {
  type Client,
  type CriterionDecision,
  decide,
  type PanelDecision,
  type RubricDocument,
  type Rule,
  unpackHeader,
  type wire,
} from "@peerseal/sdk";
import { documentOf } from "./documents.js";

/** A round with its seats, its reviews and the rubric that it is judged by. */
export type Panel = {
  readonly round: wire.Round;
  readonly seats: readonly wire.Seat[];
  /** As they came: the review of a seat, and its revision after it. */
  readonly reviews: readonly wire.Review[];
  readonly rubric: wire.RubricDetail;
  readonly document: RubricDocument | null;
  readonly rule: Rule;
  /** What the rule makes of the ratings as they are; null: there are none, or the round is formative. */
  readonly judged: PanelDecision | null;
};

const MOST = { limit: 100 } as const;

/** Reads what a panel did, all at once. */
export async function readPanel(client: Client, round: wire.Round): Promise<Panel> {
  const [seats, reviews, rubric] = await Promise.all([
    client.rounds.seats(round.id, MOST),
    client.rounds.reviews(round.id, MOST),
    client.rubrics.get(round.rubric),
  ]);
  return panelOf(round, seats.data, reviews.data, rubric);
}

/** Puts together what was read of a round. */
export function panelOf(
  round: wire.Round,
  seats: readonly wire.Seat[],
  reviews: readonly wire.Review[],
  rubric: wire.RubricDetail,
): Panel {
  const [masks, numbers] = rubric.header;
  const rule = unpackHeader([BigInt(masks), BigInt(numbers)]);
  const counting = countingReviews(seats, reviews);
  const isJudged = round.purpose === "summative" && counting.length > 0;
  const panel = counting.map(({ role, ratings }) => ({ role, ratings: BigInt(ratings) }));
  return {
    round,
    seats,
    reviews,
    rubric,
    document: documentOf("peerseal.rubric/1", rubric.document),
    rule,
    judged: isJudged ? decide(rule, round.route, panel) : null,
  };
}

/** The latest review of each seat of the panel: a revision takes the place of what it revises. */
export function countingReviews(seats: readonly wire.Seat[], reviews: readonly wire.Review[]): wire.Review[] {
  const latest = new Map<number, wire.Review>();
  for (const review of reviews) {
    const known = latest.get(review.seat);
    if (known === undefined || known.sequence < review.sequence) latest.set(review.seat, review);
  }
  return seats.filter(({ flags }) => !flags.includes("excluded")).flatMap(({ seat }) => latest.get(seat) ?? []);
}

/** Levels of one criterion by roles that may rate it. */
export function levelsOf({ seats, reviews, rule }: Panel, criterion: number): number[] {
  const ratedBy: readonly string[] = rule.criteria[criterion]?.ratedBy ?? [];
  return countingReviews(seats, reviews)
    .filter(({ role }) => ratedBy.includes(role))
    .flatMap(({ levels }) => levels[criterion] ?? []);
}

/** What the rule made of one criterion. */
export function judgedAt({ judged }: Panel, criterion: number): CriterionDecision | null {
  return judged?.criteria[criterion] ?? null;
}
