import type { FastifyBaseLogger } from "fastify";
import { type DestinationStream, pino } from "pino";
import type { Config } from "./config.js";

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
 * Log of events with fields, one JSON object a line on stderr, which keeps stdout for results. Errors are written with
 * their code and stack. Which requests are logged, and how, is `ops/requests.ts`'s.
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
      hooks: { streamWrite: (line) => (line.includes("://") ? line.replace(ADDRESS, "$1$2") : line) },
    },
    to,
  );
}
