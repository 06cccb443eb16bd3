import { ERRORS, type ErrorCode, wire } from "@peerseal/sdk";
import type { z } from "zod";
import { CODES } from "../openapi/complete.js";

/**
 * The responses of a route: its answer, and problem documents for the codes that it may give beside those of every
 * route. In types only the answer shows: handlers throw problems, they never send them.
 */
export function answers<S extends number, T extends z.ZodType>(
  status: S,
  schema: T,
  ...codes: readonly ErrorCode[]
): Record<S, T> {
  // A computed key widens to `string`; status and schema come straight from the arguments.
  return { ...problemsOf(...codes), [status]: schema } as Record<S, T>;
}

/** Problem documents for the codes that a route may give beside those of every route, by status. */
export function problemsOf(...codes: readonly ErrorCode[]): Record<number, typeof wire.Problem> {
  const every: readonly ErrorCode[] = ["request-invalid", "origin-refused", "internal", ...codes];
  const byStatus = Map.groupBy(every, (code) => ERRORS[code].status);
  return Object.fromEntries([...byStatus].map(([status, some]) => [status, wire.Problem.meta({ [CODES]: some })]));
}
