import type { FastifyReply, FastifyRequest } from "fastify";
import { RULES, type Rule, type RuleTable, ruleKey } from "../../access/rules.js";
import type { AuditEntry } from "../../store/access/audit-log.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { problemOf, toPeersealError } from "../problem.js";
import { ruleFor } from "./enforce.js";
import { institutionOf, principalOf } from "./principal-of.js";

/** Reasons of requests at work that were issued on; they go with them. */
const overrides = new WeakMap<FastifyRequest, string>();

/** Has the audit log say why something was issued although no decision stood. */
export function noteOverride(request: FastifyRequest, reason: string): void {
  overrides.set(request, reason);
}

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Writes down every write, refused ones too, before its answer goes out: who, which route, for which institution, how it
 * ended. A crash between a write and its row leaves a write that nobody was told of; asked for again, it is written
 * down. Refusals of strangers change nothing and are counted, not waited for.
 */
export function auditWrites(app: App, deps: HttpDeps, rules: RuleTable = RULES): void {
  app.addHook("onSend", async (request, reply, payload) => {
    const rule = request.is404 ? null : ruleFor(request, rules);
    if (rule === null || !isWrite(request.method, rule)) return payload;
    const entry = entryOf(request, reply, deps.now());
    if (entry.principalKind === "nobody" && entry.status >= 400) {
      deps.access.audit.count(entry);
      return payload;
    }
    try {
      await deps.access.audit.write(entry);
      return payload;
    } catch (error) {
      // Better no answer than a write that nobody can account for: whoever asks again is written down then.
      request.log.error({ event: "audit-unwritten", route: entry.route, requestId: entry.requestId });
      const problem = problemOf(toPeersealError(error), request.id);
      reply.code(problem.status).header("content-type", "application/problem+json").removeHeader("content-length");
      return JSON.stringify(problem);
    }
  });
}

function isWrite(method: string, { allow }: Rule): boolean {
  // A sign-in may come back from a provider as a GET.
  return allow === "signed" || (allow !== "public" && !READS.has(method));
}

function entryOf(request: FastifyRequest, reply: FastifyReply, now: number): AuditEntry {
  const principal = principalOf(request);
  return {
    at: now,
    requestId: request.id,
    principalKind: principal?.kind ?? "nobody",
    principal: principal?.id ?? null,
    route: ruleKey(request.method, request.routeOptions.url ?? ""),
    institution: institutionOf(request),
    status: reply.statusCode,
    count: 1,
    override: overrides.get(request) ?? null,
  };
}
