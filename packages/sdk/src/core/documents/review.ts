import { z } from "zod";
import { hex32 } from "../fields.js";
import type { RoundId } from "../types.js";
import { distinct, languageTag, line, localId, text } from "./parts.js";

/** What may tie a reviewer to a course; a statement answers every one. */
export const CONFLICT_CATEGORIES = [
  "employment",
  "co-author",
  "supervision",
  "family",
  "financial",
  "recognition-partner",
  "reciprocal-review",
  "prior-involvement",
] as const;
/** A kind of tie that every reviewer answers for. */
export type ConflictCategory = (typeof CONFLICT_CATEGORIES)[number];

const ConflictAnswer = z.discriminatedUnion("declared", [
  z.strictObject({ declared: z.literal(false) }),
  z.strictObject({ declared: z.literal(true), text }),
]);

/** Where in the dossier a finding is: a content path or a member of the descriptor, and the place in it. */
const Evidence = z.strictObject({ path: line, location: line, text });

const confidence = z.enum(["low", "medium", "high"]);

/** One criterion. Levels 0 and 1 need located evidence: who is told to change something must be able to find it. */
const Rating = z.discriminatedUnion("level", [
  z.strictObject({ criterion: localId, level: z.literal(null), reason: text }),
  z.strictObject({
    criterion: localId,
    level: z.literal([0, 1]),
    confidence,
    comment: text,
    evidence: z.array(Evidence).min(1),
  }),
  z.strictObject({
    criterion: localId,
    level: z.literal([2, 3]),
    confidence,
    comment: text.nullable(),
    evidence: z.array(Evidence),
  }),
]);

/** What one seat found. It names no person; the chain holds its digest and its ratings. */
export const ReviewDocument = z.strictObject({
  schema: z.literal("peerseal.review/1"),
  round: hex32<RoundId>(),
  seat: z.int().min(0).max(14),
  /** Language that the review is written in. */
  language: languageTag,
  conflicts: z.strictObject({
    /** In the last three years. */
    employment: ConflictAnswer,
    "co-author": ConflictAnswer,
    supervision: ConflictAnswer,
    family: ConflictAnswer,
    financial: ConflictAnswer,
    "recognition-partner": ConflictAnswer,
    "reciprocal-review": ConflictAnswer,
    "prior-involvement": ConflictAnswer,
  } satisfies Record<ConflictCategory, z.ZodType>),
  /** By the criterion's id in the rubric. */
  ratings: distinct(Rating, ({ criterion }) => criterion),
  strengths: z.array(text),
  requiredChanges: z.array(text),
  suggestions: z.array(text),
  minutesSpent: z.int().min(0).max(100_000),
  aiUse: z.discriminatedUnion("used", [
    z.strictObject({ used: z.literal(false) }),
    z.strictObject({ used: z.literal(true), text }),
  ]),
});
export type ReviewDocument = z.infer<typeof ReviewDocument>;
