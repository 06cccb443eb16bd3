import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from "fastify";
import type { Metrics } from "./metrics/metrics.js";

/** Which requests are logged: faults of ours only, one in a hundred of the others as well, or all of them. */
export type LoggedRequests = "errors" | "sampled" | "all";

const SAMPLE = 100;

export type RequestWatchDeps = {
  readonly metrics: Metrics;
  readonly logged: LoggedRequests;
  /** Who asks, as an id without a name; null: nobody known. */
  readonly principal: (request: FastifyRequest) => string | null;
};

/**
 * Told of each request that was answered: counts it, and logs it if it is one to be logged. Neither paths nor addresses
 * appear: paths hold digests of people's credentials, and the route's pattern says what was asked.
 */
export function watchRequests({ metrics, logged, principal }: RequestWatchDeps) {
  let seen = 0;
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const method = METHODS.has(request.method) ? request.method : "OTHER";
    const route = patternOf(request);
    const status = reply.statusCode;
    const seconds = reply.elapsedTime / 1000;
    metrics.answered({ method, route, status, seconds });
    seen = (seen + 1) % SAMPLE;
    if (logged === "errors" ? status < 500 : logged === "sampled" && status < 500 && seen !== 0) return;
    levelOf(
      request.log,
      status,
    )({
      event: "request-answered",
      method,
      route,
      status,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      principal: principal(request),
    });
  };
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The pattern of the route; one name for all that there is no route for, or anybody could make up metrics. */
export function patternOf(request: FastifyRequest): string {
  return request.is404 ? "none" : (request.routeOptions.url ?? "none");
}

function levelOf(log: FastifyBaseLogger, status: number): (fields: object) => void {
  return status >= 500 ? (fields) => log.warn(fields) : (fields) => log.info(fields);
}
