import { z } from "zod";

/** Media type of a problem (RFC 9457). */
export const PROBLEM_TYPE = "application/problem+json";

/**
 * What went wrong (RFC 9457). Match on `code`; the catalogue with cause and fix of each code is `ERRORS`.
 */
export const Problem = z.strictObject({
  type: z.string().describe("`urn:peerseal:error:<code>`"),
  title: z.string().describe("Cause, in general"),
  status: z.int(),
  detail: z.string().describe("What happened here"),
  code: z.string().describe("Stable; programs match on this"),
  fix: z.string().describe("What to do about it"),
  requestId: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()),
});
export type Problem = z.infer<typeof Problem>;
