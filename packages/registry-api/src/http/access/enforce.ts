import { PeersealError } from "@peerseal/sdk";
import type { FastifyReply, FastifyRequest } from "fastify";
import { impliedInstitution, requireReach, requireRole } from "../../access/decide.js";
import { PAGE_RULE } from "../../access/rules/pages.js";
import { faultsOf, RULES, type Rule, type RuleTable, ruleKey, ruleOf } from "../../access/rules.js";
import { findInvitation } from "../../store/access/invitations.js";
import { findKey } from "../../store/access/keys.js";
import { findGrant } from "../../store/access/people.js";
import type { Db } from "../../store/database.js";
import { findWebhook } from "../../store/webhooks.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { authenticate } from "./authenticate.js";
import { noteInstitution, notePrincipal, requirePrincipal } from "./principal-of.js";

type RoleRule = Extract<Rule, { readonly of: unknown }>;

declare module "fastify" {
  interface FastifyContextConfig {
    /** A file of the web app, named by its build: {@link PAGE_RULE} stands for it. */
    page?: true;
  }
}

/**
 * Lets nobody through whom the table does not name: who asks is found out before the body is read, and for which
 * institution once it was checked.
 *
 * @returns to be called when all routes are there. @throws PeersealError `internal` where table and routes differ.
 */
export function enforceRules(app: App, deps: HttpDeps, rules: RuleTable = RULES): () => void {
  const routes = new Set<string>();
  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.page === true) return;
    for (const one of [method].flat()) routes.add(ruleKey(one, url));
  });
  app.addHook("onRequest", async (request, reply) => {
    if (request.is404) return;
    await letIn(request, reply, { deps, rule: ruleFor(request, rules) });
  });
  app.addHook("preHandler", async (request) => {
    if (request.is404) return;
    const rule = ruleFor(request, rules);
    if (rule === null || !("of" in rule) || rule.of === "any") return;
    const principal = requirePrincipal(request);
    const named = await institutionAsked(request, rule.of, deps.db);
    const institution = named === undefined ? impliedInstitution(principal, rule) : named;
    requireReach(principal, rule, institution);
    noteInstitution(request, institution);
  });
  return () => {
    const faults = faultsOf(routes, rules);
    if (faults.length > 0) throw new PeersealError("internal", `Access rules: ${faults.join("; ")}.`);
  };
}

/** The rule of the route that a request leads to; null: none. */
export function ruleFor(request: FastifyRequest, rules: RuleTable): Rule | null {
  const { config, url } = request.routeOptions;
  if (config.page === true) return PAGE_RULE;
  return url === undefined ? null : ruleOf(rules, request.method, url);
}

async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { deps, rule }: { readonly deps: HttpDeps; readonly rule: Rule | null },
): Promise<void> {
  if (rule === null) throw new PeersealError("not-allowed", "No rule lets anybody use this route.");
  noteInstitution(request, institutionInPath(request));
  if (rule.allow !== "public") reply.header("cache-control", "no-store");
  try {
    const principal = await authenticate(request, rule, deps);
    if (principal === null) return;
    notePrincipal(request, principal);
    if ("of" in rule) requireRole(principal, rule);
  } catch (error) {
    // RFC 9110 wants it beside every 401.
    if (error instanceof PeersealError && error.code.startsWith("credentials-")) {
      reply.header("www-authenticate", 'Bearer realm="peerseal"');
    }
    throw error;
  }
}

/** For the audit log, before the path was checked. */
function institutionInPath({ params }: FastifyRequest): number | null {
  const value = Number(memberOf(params, "institution"));
  return Number.isSafeInteger(value) && value > 0 && value <= 0xffff_ffff ? value : null;
}

/**
 * The institution that a request names, null for the whole registry; undefined where it names none.
 *
 * @throws PeersealError `not-found` where nothing has the id.
 */
async function institutionAsked(
  request: FastifyRequest,
  of: Exclude<RoleRule["of"], "any">,
  db: Db,
): Promise<number | null | undefined> {
  if (of === "registry") return null;
  if ("stored" in of) return institutionStored(db, of.stored, String(memberOf(request.params, "id")));
  const value =
    "params" in of
      ? memberOf(request.params, of.params)
      : memberOf("body" in of ? request.body : request.query, "body" in of ? of.body : of.query);
  if (typeof value === "number" || value === null) return value;
  if (value === undefined && "absent" in of) return undefined;
  throw new PeersealError("not-allowed", "The request does not say for which institution it acts.");
}

async function institutionStored(
  db: Db,
  what: "key" | "grant" | "invitation" | "webhook",
  id: string,
): Promise<number | null> {
  const find = { key: findKey, grant: findGrant, invitation: findInvitation, webhook: findWebhook }[what];
  const row = await find(db, id);
  if (row === null) throw new PeersealError("not-found", `There is no ${what} of this id.`);
  return row.institution;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
