import type { FastifyBaseLogger } from "fastify";
import { type DestinationStream, pino } from "pino";
import type { Config } from "./config.js";
import { loggedError } from "./log-errors.js";

/** Fields that no event should have; written as `[hidden]` where one does all the same, at the top or one level below. */
const SECRETS = [
  "password",
  "secret",
  "token",
  "authorization",
  "cookie",
  "privateKey",
  "seed",
  "mnemonic",
  "raw",
  "url.password",
  "databaseUrl",
  "rpcUrl",
  "connectionString",
];
/**
 * Credentials and keys of hosted endpoints stand in addresses, which errors of libraries quote: of an address beside its
 * scheme and host nothing is written.
 */
const ADDRESS = /\b((?:https?|postgres(?:ql)?):\/\/)(?:[^\s/@"'\\]*@)?([^\s/?#"'\\]+)[^\s"'\\]*/g;

/**
/**
 * Log of events with fields, one JSON object a line on stderr, which keeps stdout for results. Of errors, name, code and
 * place are written; of our own the words as well. Which requests are logged, and how, is `ops/requests.ts`'s.
 *
 * @param to where the lines go; stderr unless given
 */
export function createLog(
  config: Pick<Config, "logLevel">,
  to: DestinationStream = pino.destination(2),
): FastifyBaseLogger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: "[hidden]" },
      serializers: { err: (error: unknown) => loggedError(error) },
      hooks: {
        streamWrite: (line) => (line.includes("://") ? line.replace(ADDRESS, "$1$2") : line),
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
    to,
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
