import type { RpcFault } from "./fault.js";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LONGEST_TOLD_MS = 120_000;

/** How well an endpoint does. */
export type Health = {
  /** Faults in a row. */
  readonly failures: number;
  /** Milliseconds of the clock before which others come first. */
  readonly pausedUntil: number;
  /** Whether it asked for the pause itself, which is honoured even where there is no other. */
  readonly isAskedFor: boolean;
  readonly lastFault: string | null;
};

export const HEALTHY: Health = { failures: 0, pausedUntil: 0, isAskedFor: false, lastFault: null };

/** Pauses double from half a second up to 30 seconds, or last as long as the endpoint says. */
export function afterFault(health: Health, fault: RpcFault, now: number): Health {
  const failures = health.failures + 1;
  const own = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10), LONGEST_PAUSE_MS);
  // A word of the endpoint's own counts, not how often it was silent before.
  const told = fault.retryAfterMs === null ? own : Math.min(fault.retryAfterMs, LONGEST_TOLD_MS);
  return {
    failures,
    pausedUntil: now + Math.max(FIRST_PAUSE_MS, told),
    isAskedFor: fault.kind === "rate-limited",
    lastFault: fault.kind,
  };
}
