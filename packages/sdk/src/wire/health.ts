import { z } from "zod";

/** The process answers. */
export const Health = z.strictObject({ status: z.literal("ok") });

const Part = z.strictObject({
  ready: z.boolean(),
  /** Reason code while not ready. */
  reason: z.string().nullable(),
});

/** `only=serving`: answer by whether requests can be taken; what stops signing alone does not count. */
export const ReadinessQuery = z.strictObject({ only: z.literal("serving").optional() });

/** Whether the registry can do its work, part by part. */
export const Readiness = z.strictObject({
  ready: z.boolean(),
  serving: z.boolean().describe("Whether requests can be taken: what a load balancer asks"),
  database: Part,
  chain: Part,
  indexer: Part.extend({
    head: z.int().nullable().describe("Newest block that the chain tells of"),
    indexed: z.int().nullable().describe("Newest block in the database"),
    lag: z.int().nullable().describe("Blocks between the two"),
  }),
  demo: z.strictObject({ seeded: z.boolean().nullable().describe("null: this registry seeds no demo data") }),
  parts: z.record(z.string(), Part).describe("Further parts by name, such as the anchoring worker"),
  operations: z
    .record(z.string(), Part)
    .describe("`drain`, `migrations`, `disk`, `funds`, `lease`: what operators look after"),
});
export type Readiness = z.infer<typeof Readiness>;
