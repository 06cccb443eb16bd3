import { z } from "zod";
import { hex32 } from "../fields.js";
import type { RoundId } from "../types.js";
import { languageTag, localId, text } from "./parts.js";

const Point = z.strictObject({
  /** Seat whose review it is about; null: all of them. */
  seat: z.int().min(0).max(14).nullable(),
  /** Criterion of the rubric, by id; null: the review as a whole. */
  criterion: localId.nullable(),
  text,
  /** The panel's answer to this point; null: none yet. */
  answer: z.strictObject({ accepted: z.boolean(), reasons: text }).nullable(),
});

/** The provider's answer before the decision. */
export const ReplyDocument = z
  .strictObject({
    schema: z.literal("peerseal.reply/1"),
    round: hex32<RoundId>(),
    language: languageTag,
    /** `none`: the provider has nothing against the reviews. */
    kind: z.enum(["factual-errors", "disagreement", "none"]),
    text,
    points: z.array(Point),
  })
  .refine(({ kind, points }) => kind !== "none" || points.length === 0, {
    path: ["points"],
    message: "a reply of kind `none` has no points",
  });
export type ReplyDocument = z.infer<typeof ReplyDocument>;
