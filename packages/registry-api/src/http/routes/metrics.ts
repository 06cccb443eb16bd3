import { PeersealError } from "@peerseal/sdk";
import { mayReadMetrics } from "../../ops/metrics/access.js";
import { METRICS_TYPE } from "../../ops/metrics/server.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";

/**
 * Metrics in Prometheus' text format: for whoever shows `METRICS_TOKEN`, or, where none is set, for programs of this
 * machine. To anybody else the route is not there, as where metrics have a port of their own.
 */
export function registerMetricsRoute(app: App, { ops }: HttpDeps): void {
  app.get("/metrics", { schema: { hide: true } }, async (request, reply) => {
    const metrics = ops?.metrics ?? null;
    const asking = { address: request.socket.remoteAddress, headers: request.headers };
    if (metrics === null || !mayReadMetrics(asking, metrics.token)) {
      throw new PeersealError("route-not-found", "GET leads nowhere here.");
    }
    return reply
      .header("content-type", METRICS_TYPE)
      .header("cache-control", "no-store")
      .serializer((text: unknown) => String(text))
      .send(await metrics.read());
  });
}
