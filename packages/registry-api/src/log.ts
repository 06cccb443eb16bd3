import type { FastifyBaseLogger } from "fastify";
import { type DestinationStream, pino } from "pino";
import type { Config } from "./config.js";
import { loggedError } from "./log-errors.js";

/**
 * Log of events with fields, one JSON object a line on stderr, which keeps stdout for results. Of errors, name, code and
 * place are written; of our own the words as well. Requests are not logged, because paths hold digests of people's
 * credentials.
 *
 * @param to where lines go instead.
 */
export function createLog(config: Pick<Config, "logLevel">, to?: DestinationStream): FastifyBaseLogger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => loggedError(error) },
      hooks: {
        logMethod(given, method) {
          const [first, ...rest] = given as readonly unknown[];
          const fields = first instanceof Error ? { err: first } : first;
          // A line without words of its own would take those of its error.
          const isBare = rest.length === 0 && isObject(fields) && fields.err instanceof Error;
          const words = isBare ? [typeof fields.event === "string" ? fields.event : "error"] : rest;
          method.apply(this, [fields, ...words] as unknown as typeof given);
        },
      },
    },
    to ?? pino.destination(2),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
