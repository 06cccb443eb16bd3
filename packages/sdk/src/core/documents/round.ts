import { z } from "zod";
import { hex32, institutionNumber } from "../fields.js";
import type { Digest, VersionId } from "../types.js";
import { distinct, languageTag, time } from "./parts.js";

const seats = z.int().min(0).max(15);

/** One review procedure, as its owner opens it. The chain holds its digest. */
export const RoundDocument = z
  .strictObject({
    schema: z.literal("peerseal.round/1"),
    version: hex32<VersionId>(),
    /** Digest of the `rubric/1` document. */
    rubric: hex32<Digest>(),
    /** `formative`: advice only; the chain shows round, seats and count. `summative`: ends in a public decision. */
    purpose: z.enum(["formative", "summative"]),
    basis: z.enum(["design", "delivered"]),
    route: z.enum(["panel", "rapid"]),
    /** Seats wanted for each role. */
    seats: z.strictObject({
      "subject-expert": seats,
      education: seats,
      practitioner: seats,
      learner: seats,
      chair: seats,
    }),
    /** Language versions of the course that the review covers. */
    languages: distinct(languageTag).refine((tags) => tags.length > 0, "expected at least one language"),
    dates: z.strictObject({ opens: time, reviewUntil: time }),
    convener: institutionNumber,
  })
  .refine(({ dates }) => Date.parse(dates.opens) < Date.parse(dates.reviewUntil), {
    path: ["dates", "reviewUntil"],
    message: "expected a time after `opens`",
  })
  .refine(({ seats: wanted }) => Object.values(wanted).some((number) => number > 0), {
    path: ["seats"],
    message: "expected at least one seat",
  });
export type RoundDocument = z.infer<typeof RoundDocument>;
