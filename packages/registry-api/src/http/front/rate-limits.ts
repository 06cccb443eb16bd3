import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import { PeersealError } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import type { App } from "../app.js";
import type { Budgets } from "./settings.js";

export type Budget = keyof Budgets;

declare module "fastify" {
  interface FastifyContextConfig {
    /** From which budget a request is taken; absent: by its method. `none`: health, which must answer under load. */
    budget?: Budget | "none";
  }
}

const MINUTE = 60;
/** Callers that are counted at a time, by kind; who was silent longest is forgotten first. */
const CALLERS = 20_000;
const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The budget that a request is taken from. */
export function budgetOf({ method, routeOptions }: Pick<FastifyRequest, "method" | "routeOptions">): Budget | "none" {
  return routeOptions.config?.budget ?? (READS.has(method) ? "reads" : "writes");
}

/**
 * Counts requests by caller and kind, each replica for itself: `RateLimit` and `RateLimit-Policy` on every answer
 * (draft-ietf-httpapi-ratelimit-headers), `rate-limited` beyond. Counted before anything is looked up: guessing keys is
 * what an address is stopped at.
 *
 * @param callerOf who asks, where that was proven before; null: it counts for the address.
 */
export async function registerRateLimits(
  app: App,
  budgets: Budgets,
  callerOf: (request: FastifyRequest) => string | null,
): Promise<void> {
  const names = (Object.keys(budgets) as Budget[]).filter((name) => budgets[name] > 0);
  if (names.length === 0) return;
  const keyGenerator = (request: FastifyRequest) => {
    const caller = callerOf(request);
    // A network of IPv6 belongs to one subscriber.
    return caller === null ? `address ${normalizeIP(request.ip, 64)}` : `caller ${caller}`;
  };
  await app.register(rateLimit, { global: false, cache: CALLERS });
  const limiters = new Map(
    names.map((name) => [name, app.createRateLimit({ max: budgets[name], timeWindow: MINUTE * 1000, keyGenerator })]),
  );
  app.addHook("onRequest", async (request, reply) => {
    const budget = budgetOf(request);
    const count = budget === "none" ? undefined : await limiters.get(budget)?.(request);
    if (count === undefined || count.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = count;
    reply
      .header("ratelimit-policy", `"${budget}";q=${max};w=${MINUTE}`)
      .header("ratelimit", `"${budget}";r=${remaining};t=${ttlInSeconds}`);
    if (!isExceeded) return;
    reply.header("retry-after", String(ttlInSeconds));
    throw new PeersealError("rate-limited", `More than ${max} requests of this kind within a minute.`, {
      details: { budget, limit: max, retryAfter: ttlInSeconds },
    });
  });
}
