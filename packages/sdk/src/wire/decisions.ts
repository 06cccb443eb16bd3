import { z } from "zod";
import { OUTCOMES, ROLES, ROUTES } from "../core/types.js";
import { Hex20, Hex32, InstitutionId, InstitutionParam, PageQuery, pageOf, Recorded, Seconds } from "./common.js";

export const DecidedOutcome = z.enum(OUTCOMES).exclude(["none"]);

export const Decision = z.strictObject({
  round: Hex32,
  version: Hex32,
  rubric: Hex32,
  policy: Hex20,
  listed: z.boolean().describe("Whether the network lists both policy and rubric; others are shown as other"),
  outcome: DecidedOutcome,
  decidedAt: Seconds,
  expiresAt: Seconds.nullable(),
  recorded: Recorded,
});
export type Decision = z.infer<typeof Decision>;

export const DecisionPage = pageOf(Decision);
export const DecisionList = z.strictObject({ data: z.array(Decision) });
export const DecisionPath = z.strictObject({ round: Hex32 });
export const DecisionQuery = z.strictObject({
  ...PageQuery,
  version: Hex32.optional(),
  outcome: DecidedOutcome.optional(),
  institution: InstitutionParam.optional().describe("Only about versions that this institution published"),
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
  flags: z.array(z.string()),
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
      convener: z.strictObject({ institution: InstitutionId, name: z.string() }),
      panel: z.array(z.strictObject({ role: z.enum(ROLES), institution: InstitutionId, name: z.string() })),
    })
    .nullable(),
});
export type Quality = z.infer<typeof Quality>;
