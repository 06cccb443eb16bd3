import type { Hex, wire } from "@peerseal/sdk";
import { BASELINE_RUBRIC, packHeader, packRatings, ruleOf } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { countingReviews, levelsOf, panelOf } from "./panel.js";

const HASH: Hex = `0x${"ab".repeat(32)}`;
const RECORDED = { block: 1, transaction: HASH, at: 1 } as const;
const CRITERIA = BASELINE_RUBRIC.criteria.length;

const seat = (place: number, role: wire.Seat["role"], flags: wire.Seat["flags"] = []): wire.Seat => ({
  seat: place,
  institution: place + 1,
  role,
  flags,
  objection: null,
  affiliations: [],
  signer: "0x",
  signerId: HASH,
  sealedAt: 1,
  commitment: HASH,
  submittedAt: 1,
  revisedAt: null,
  appointed: RECORDED,
});

const review = (place: number, role: wire.Review["role"], level: number, sequence = 1): wire.Review => {
  const levels = Array.from({ length: CRITERIA }, () => level);
  return {
    seat: place,
    role,
    institution: place + 1,
    sequence,
    reviewDigest: HASH,
    ratings: packRatings(levels).toString(),
    levels,
    document: null,
    recorded: RECORDED,
  };
};

const rubric = (): wire.RubricDetail => {
  const [masks, numbers] = packHeader(ruleOf(BASELINE_RUBRIC));
  return {
    id: HASH,
    publisher: 1,
    digest: HASH,
    header: [masks.toString(), numbers.toString()],
    listed: true,
    published: RECORDED,
    document: null,
  };
};

// Only what the panel asks of a round.
const round = (purpose: "formative" | "summative") => ({ purpose, route: "panel" }) as wire.Round;

const SEATS = [
  seat(0, "subject-expert"),
  seat(1, "subject-expert"),
  seat(2, "learner"),
  seat(3, "learner", ["excluded"]),
];

test("a revision takes the place of the review, and who is not in the panel does not count", () => {
  const reviews = [review(0, "subject-expert", 1), review(0, "subject-expert", 3, 2), review(3, "learner", 0)];
  expect(countingReviews(SEATS, reviews).map(({ sequence, levels }) => [sequence, levels[0]])).toEqual([[2, 3]]);
});

test("levels of a criterion are those of the roles that may rate it", () => {
  const reviews = [review(0, "subject-expert", 2), review(1, "subject-expert", 3), review(2, "learner", 1)];
  const panel = panelOf(round("summative"), SEATS, reviews, rubric());
  const byExperts = BASELINE_RUBRIC.criteria.findIndex(({ ratedBy }) => !ratedBy.includes("learner"));
  expect(levelsOf(panel, byExperts)).toEqual([2, 3]);
  expect(panel.judged?.criteria).toHaveLength(CRITERIA);
});

test("a formative round is not judged, nor one without a review", () => {
  const reviews = [review(0, "subject-expert", 2)];
  expect(panelOf(round("formative"), SEATS, reviews, rubric()).judged).toBeNull();
  expect(panelOf(round("summative"), SEATS, [], rubric()).judged).toBeNull();
});
