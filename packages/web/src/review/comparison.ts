import { type CriterionDocument, ReviewDocument, type wire } from "@peerseal/sdk";

/** What one other seat says about a criterion; `said` null: nothing, or its text is not published here. */
export type OtherView = {
  readonly seat: number;
  readonly level: number | null;
  readonly said: string | null;
  /** Language that it is written in, where that is known. */
  readonly language: string | null;
};

/** One criterion, own against others. */
export type ComparedRow = {
  readonly criterion: CriterionDocument;
  readonly own: number | null;
  readonly others: readonly OtherView[];
  /** Greatest distance to another's level; null: there is nothing to compare. */
  readonly distance: number | null;
};

/** The latest review of each seat. */
export function latestReviews(reviews: readonly wire.Review[]): ReadonlyMap<number, wire.Review> {
  const latest = new Map<number, wire.Review>();
  for (const review of reviews) {
    if ((latest.get(review.seat)?.sequence ?? 0) < review.sequence) latest.set(review.seat, review);
  }
  return latest;
}

/** Own against others, criterion by criterion in the order of the rubric; criteria that nobody rated are left out. */
export function compare(
  criteria: readonly CriterionDocument[],
  reviews: readonly wire.Review[],
  seat: number,
): readonly ComparedRow[] {
  const latest = latestReviews(reviews);
  const own = latest.get(seat);
  const others = [...latest.values()].filter((review) => review.seat !== seat).sort((a, b) => a.seat - b.seat);
  const documents = new Map(others.map((review) => [review.seat, documentOf(review)]));
  return criteria.flatMap((criterion, i): ComparedRow[] => {
    const mine = own?.levels[i] ?? null;
    const views = others.map((review): OtherView => {
      const document = documents.get(review.seat);
      const rating = document?.ratings.find((one) => one.criterion === criterion.id);
      return {
        seat: review.seat,
        level: review.levels[i] ?? null,
        said: rating === undefined ? null : saidIn(rating),
        language: document?.language ?? null,
      };
    });
    if (mine === null && views.every(({ level }) => level === null)) return [];
    const distances = views.flatMap(({ level }) => (level === null || mine === null ? [] : [Math.abs(level - mine)]));
    return [{ criterion, own: mine, others: views, distance: distances.length === 0 ? null : Math.max(...distances) }];
  });
}

/** The text of a review; null: not here, or not of the form that reviews have. */
export function documentOf(review: wire.Review): ReviewDocument | null {
  const parsed = ReviewDocument.safeParse(review.document);
  return parsed.success ? parsed.data : null;
}

function saidIn(rating: ReviewDocument["ratings"][number]): string | null {
  return rating.level === null ? rating.reason : rating.comment;
}
