import { z } from "zod";
import { QUALITY_FLAGS } from "../core/judge/verdict.js";
import { OUTCOMES, ROLES, ROUTES, SEAT_FLAGS } from "../core/types.js";
import {
  Hex20,
  Hex32,
  InstitutionId,
  InstitutionParam,
  OrderQuery,
  PageQuery,
  pageOf,
  Recorded,
  Seconds,
} from "./common.js";

/** Outcome of a decision that was taken. */
export const DecidedOutcome = z.enum(OUTCOMES).exclude(["none"]);

/** What a policy decided about a round. */
export const Decision = z.strictObject({
  round: Hex32,
  version: Hex32,
  rubric: Hex32,
  policy: Hex20,
  listed: z.boolean().describe("Whether the network lists both policy and rubric; others are shown as other"),
  outcome: DecidedOutcome,
  decidedAt: Seconds,
  expiresAt: Seconds.nullable(),
  conditionsClosedAt: Seconds.nullable().describe("When the convener found the conditions fulfilled"),
  conditions: Hex32.nullable().describe("Digest of what it found"),
  rescindedAt: Seconds.nullable(),
  rescissionGround: Hex32.nullable(),
  carriedTo: z
    .array(z.strictObject({ version: Hex32, steps: z.int().min(1).max(3), at: Seconds }))
    .describe("Later versions that it was carried to, each over so many minor changes"),
  recorded: Recorded,
});
export type Decision = z.infer<typeof Decision>;

/** Decisions, one page. */
export const DecisionPage = pageOf(Decision);
/** Decisions of one round. */
export const DecisionList = z.strictObject({ data: z.array(Decision) });
/** Path of the decisions of a round. */
export const DecisionPath = z.strictObject({ round: Hex32 });
/** What the list of decisions takes. */
export const DecisionQuery = z.strictObject({
  ...PageQuery,
  ...OrderQuery,
  version: Hex32.optional(),
  outcome: DecidedOutcome.optional(),
  institution: InstitutionParam.optional().describe("Only about versions that this institution published"),
  convener: InstitutionParam.optional().describe("Only of rounds that this institution convened"),
  rubric: Hex32.optional(),
  policy: Hex20.optional(),
});

/** State of quality of a version now, with the decision that stands. */
export const Quality = z.strictObject({
  state: z.enum([
    "met",
    "conditional",
    "not-met",
    "provisional",
    "unreviewed",
    "in-review",
    "expired",
    "rescinded",
    "retired",
  ]),
  at: Seconds,
  flags: z.array(z.enum(QUALITY_FLAGS)),
  decision: z
    .strictObject({
      round: Hex32,
      rubric: Hex32,
      listed: z.boolean(),
      policy: Hex20,
      outcome: DecidedOutcome,
      route: z.enum(ROUTES),
      decidedAt: Seconds,
      expiresAt: Seconds.nullable(),
      carried: z
        .strictObject({ at: Seconds, steps: z.int() })
        .nullable()
        .describe("From an earlier version, over so many minor changes; null: it is about this one"),
      convener: z.strictObject({ institution: InstitutionId, name: z.string() }),
      panel: z.array(
        z.strictObject({
          role: z.enum(ROLES),
          institution: InstitutionId,
          name: z.string(),
          flags: z.array(z.enum(SEAT_FLAGS)).readonly(),
        }),
      ),
    })
    .nullable(),
});
export type Quality = z.infer<typeof Quality>;
