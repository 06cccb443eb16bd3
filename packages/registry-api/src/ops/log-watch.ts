import type { FastifyBaseLogger } from "fastify";

/** What is told of a logged line: its level, the event's name and, of a fault, its code. */
export type LogEvent = { readonly level: Level; readonly event: string; readonly code: string | null };

const LEVELS = ["fatal", "error", "warn", "info", "debug"] as const;
type Level = (typeof LEVELS)[number];

/**
 * The same log, whose events are told to `seen` as well, whatever the level that is written: metrics and readiness learn
 * of what happened without the parts that it happens to knowing them.
 */
export function watchLog(log: FastifyBaseLogger, seen: (event: LogEvent) => void): FastifyBaseLogger {
  const watched: FastifyBaseLogger = Object.create(log);
  for (const level of LEVELS) {
    watched[level] = (fields: unknown, ...rest: unknown[]) => {
      const event = textAt(fields, "event");
      if (event !== null) seen({ level, event, code: textAt(fields, "code") });
      // Found at the time of the call: a log may be given another writer after it was made.
      Reflect.apply(log[level], log, [fields, ...rest]);
    };
  }
  watched.child = (bindings, options) => watchLog(log.child(bindings, options), seen);
  return watched;
}

function textAt(fields: unknown, name: string): string | null {
  if (typeof fields !== "object" || fields === null) return null;
  const value: unknown = Reflect.get(fields, name);
  return typeof value === "string" ? value : null;
}
