import { getHeapStatistics } from "node:v8";
import underPressure from "@fastify/under-pressure";
import { PeersealError } from "@peerseal/sdk";
import type { App } from "../app.js";
import type { Shedding } from "./settings.js";

const HEALTH = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Turns requests away (`overloaded`) while the process cannot keep up, so that those at work come to their end. Health
 * routes answer all the same: a balancer must see who is busy, not who is dead.
 */
export async function registerShedding(app: App, { loopDelayMs, heapPercent }: Shedding): Promise<void> {
  if (loopDelayMs === 0 && heapPercent === 0) return;
  await app.register(underPressure, {
    maxEventLoopDelay: loopDelayMs,
    maxHeapUsedBytes: Math.floor((getHeapStatistics().heap_size_limit * heapPercent) / 100),
    sampleInterval: 500,
    // Its own status route does not get along with schemas in Zod; ours are /healthz and /readyz.
    exposeStatusRoute: false,
    pressureHandler: (request, _reply, type) => {
      if (HEALTH.has(request.routeOptions.url ?? "")) return;
      throw new PeersealError("overloaded", "The registry is too busy to take this now.", {
        details: { reason: type },
      });
    },
  });
}
