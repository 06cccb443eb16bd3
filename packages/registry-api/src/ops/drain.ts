import { setTimeout as wait } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";

/** Longest end of a process, in milliseconds: what does not end by then is cut off. */
export const LIMIT_MS = 30_000;
/** Part of it after which connections that still wait for answers are cut, so that the rest can end in order. */
export const PATIENCE_MS = 20_000;

/** Whether the registry still takes requests, and the signals of its end. */
export type Drain = {
  readonly isDraining: () => boolean;
  /** Aborted when HTTP begins to close. */
  readonly stopping: AbortSignal;
  /** Readiness says `draining` from now on. */
  readonly begin: () => void;
  /** Streams end now. */
  readonly stop: () => void;
};

export function makeDrain(): Drain {
  const stopping = new AbortController();
  let draining = false;
  return {
    isDraining: () => draining,
    stopping: stopping.signal,
    begin: () => {
      draining = true;
    },
    stop: () => {
      draining = true;
      stopping.abort();
    },
  };
}

export type Drainable = { readonly drain: () => void; readonly close: () => Promise<void> };

/**
 * Ends a registry in order: readiness turns at once, load balancers get `drainSeconds` to notice, then requests at work
 * get their answers, parts end their step, and everything is closed.
 *
 * @returns the code to exit with: 0 when all ended in order, 1 when the rest was cut off after `limitMs`.
 */
export async function endInOrder(
  registry: Drainable,
  options: { readonly drainSeconds: number; readonly log: FastifyBaseLogger; readonly limitMs?: number },
): Promise<0 | 1> {
  const { drainSeconds, log, limitMs = LIMIT_MS } = options;
  registry.drain();
  if (drainSeconds > 0) {
    log.info({ event: "registry-draining", seconds: drainSeconds });
    await wait(drainSeconds * 1000);
  }
  const timer = new AbortController();
  const forced = wait(limitMs, "forced" as const, { signal: timer.signal, ref: false }).catch(() => "forced" as const);
  const ended = registry.close().then(
    () => "ended" as const,
    () => "failed" as const,
  );
  const outcome = await Promise.race([ended, forced]);
  timer.abort();
  if (outcome === "forced") log.error({ event: "registry-end-forced", afterMs: limitMs });
  else log.info({ event: "registry-ended", outcome });
  return outcome === "ended" ? 0 : 1;
}
