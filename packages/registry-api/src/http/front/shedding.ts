import { performance } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import underPressure from "@fastify/under-pressure";
import { PeersealError } from "@peerseal/sdk";
import type { App } from "../app.js";
import type { Shedding } from "./settings.js";

const HEALTH = new Set(["/healthz", "/readyz", "/metrics"]);
const SAMPLE_MS = 500;

/**
 * Turns requests away (`overloaded`) while the process cannot keep up, so that those at work come to their end. Health
 * routes answer all the same: a balancer must see who is busy, not who is dead.
 */
export async function registerShedding(app: App, { loopDelayMs, heapPercent }: Shedding): Promise<void> {
  if (loopDelayMs > 0) {
    const lateness = watchLateness(app);
    app.addHook("onRequest", async ({ routeOptions: { url } }) => {
      if (lateness() > loopDelayMs) refuse(url, "eventLoopDelay");
    });
  }
  if (heapPercent > 0) {
    await app.register(underPressure, {
      maxHeapUsedBytes: Math.floor((getHeapStatistics().heap_size_limit * heapPercent) / 100),
      sampleInterval: SAMPLE_MS,
      // Its own status route does not get along with schemas in Zod; ours are /healthz and /readyz.
      exposeStatusRoute: false,
      pressureHandler: ({ routeOptions: { url } }, _reply, type) => refuse(url, type),
    });
  }
}

/** @throws PeersealError `overloaded`, but for routes of health. */
function refuse(url: string | undefined, reason: string): void {
  if (HEALTH.has(url ?? "")) return;
  throw new PeersealError("overloaded", "The registry is too busy to take this now.", { details: { reason } });
}

/**
 * How late the event loop is, in milliseconds: by how much the last tick of a clock came late, or the next one is by now.
 * The plug-in's own measure takes any half second in which it measured nothing for an endless delay.
 */
function watchLateness(app: App): () => number {
  let due = performance.now() + SAMPLE_MS;
  let late = 0;
  const clock = setInterval(() => {
    const now = performance.now();
    late = now - due;
    due = now + SAMPLE_MS;
  }, SAMPLE_MS).unref();
  app.addHook("onClose", async () => clearInterval(clock));
  return () => Math.max(late, performance.now() - due);
}
