import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";
import type { Config } from "./config.js";

/**
 * Log of events with fields, one JSON object a line on stderr, which keeps stdout for results. Errors are written with
 * their code and stack; requests are not logged, because paths hold digests of people's credentials.
 */
export function createLog(config: Pick<Config, "logLevel">): FastifyBaseLogger {
  return pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
