import type { ServerOptions } from "node:http";
import { createServer } from "node:https";
import helmet from "@fastify/helmet";
import { PeersealError, parseJson } from "@peerseal/sdk";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { RULES, type RuleTable } from "../access/rules.js";
import { bearerOf } from "./access/authenticate.js";
import { ACCESS_ROUTES, auditWrites, enforceRules } from "./access/index.js";
import type { HttpDeps } from "./deps.js";
import { registerCaching } from "./front/caching.js";
import { registerRateLimits } from "./front/rate-limits.js";
import { checkRequest, requireNoQuery } from "./front/requests.js";
import { OPEN_FRONT, type Timeouts } from "./front/settings.js";
import { registerShedding } from "./front/shedding.js";
import { limitServer, refuseClient, serverOptions, watchBody } from "./front/timeouts.js";
import { makeOriginGuard } from "./guard.js";
import { noteBody, registerIdempotency } from "./idempotency.js";
import { observeRequests } from "./observing.js";
import { registerOpenApi } from "./openapi/index.js";
import { handleError, sendProblem } from "./problem.js";
import { registerReference } from "./reference.js";
import { READ_ROUTES } from "./routes/index.js";
import { registerPages } from "./static.js";

/** Fastify with Zod schemas: what a route declares is what its handler gets and must answer. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Registers the routes of one domain word. */
export type RouteModule = (app: App, deps: HttpDeps) => void;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Which numbers a JSON body may hold: `integers` (default), or `any` where credentials of others come in. */
    json?: "integers" | "any";
  }
}

/** Largest body that a route takes unless it says otherwise. */
const BODY_LIMIT = 1024 * 1024;
const CONTENT_SECURITY = { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }, useDefaults: false };

/**
 * The HTTP side of the registry, ready to listen.
 *
 * @param modules routes beside the reading ones, such as relaying and batches.
 * @param rules who may use which route; tests add those of routes of their own.
 * @throws PeersealError `internal` where a route has no rule, or a rule no route.
 */
export async function buildApp(
  deps: HttpDeps,
  modules: readonly RouteModule[] = [],
  rules: RuleTable = RULES,
): Promise<App> {
  const front = deps.front ?? OPEN_FRONT;
  const fastify = Fastify({
    loggerInstance: deps.log,
    // One line for each request would hold addresses and ids of people's credentials; faults are logged by themselves.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => `req_${crypto.randomUUID()}`,
    // A caller's own id would let it write into our log.
    requestIdHeader: false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    return503OnClosing: true,
    // Requests at work get their answer; connections kept open for later ones end at once.
    forceCloseConnections: "idle",
    requestTimeout: front.timeouts.requestMs,
    keepAliveTimeout: front.timeouts.keepAliveMs,
    clientErrorHandler: refuseClient,
    trustProxy: front.trustProxy ?? false,
    frameworkErrors: (error, request, reply) => handleError(error, request, reply),
    ...served(deps, front.timeouts),
  });
  limitServer(fastify.server);
  const app: App = fastify.withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  const methodsAt = watchRoutes(app);

  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    try {
      const integersOnly = request.routeOptions.config.json !== "any";
      const maxBytes = request.routeOptions.bodyLimit ?? BODY_LIMIT;
      const bytes = typeof body === "string" ? Buffer.from(body) : body;
      const parsed = parseJson(bytes, { integersOnly, maxBytes });
      noteBody(request, bytes);
      done(null, parsed);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });

  if (deps.ops !== undefined) observeRequests(app, deps.ops);
  const guard = makeOriginGuard(deps.publicUrl);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    guard(request);
    checkRequest(request);
    watchBody(request, front.timeouts);
  });
  await registerShedding(app, front.shedding);
  await registerRateLimits(app, front.budgets, (request) => deps.access.keys.proven(bearerOf(request) ?? ""));
  const requireRules = enforceRules(app, deps, rules);
  auditWrites(app, deps, rules);
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: "no-referrer" },
    // Loopback speaks plain HTTP; a proxy in front sets this for its own name.
    strictTransportSecurity: false,
  });

  registerIdempotency(app, deps);
  registerCaching(app);
  requireNoQuery(app);

  await registerOpenApi(app, deps);
  for (const register of [...READ_ROUTES, ...ACCESS_ROUTES, ...modules]) {
    // A scope of its own: a hook or parser that one domain word adds stays with it.
    await app.register(async (scope: App) => register(scope, deps));
  }
  await registerReference(app);
  await registerPages(app, deps.web);

  requireRules();

  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.url);
    if (allowed.length > 0) reply.header("allow", allowed.join(", "));
    const code = allowed.length > 0 ? "method-not-allowed" : "route-not-found";
    const details = allowed.length > 0 ? { allowed } : {};
    sendProblem(reply, new PeersealError(code, `${request.method} leads nowhere here.`, { details }), request.id);
  });
  return app;
}

/** Serves over TLS where there is a certificate. */
function served(
  { tls }: HttpDeps,
  timeouts: Timeouts,
): { serverFactory: NonNullable<FastifyServerOptions["serverFactory"]> } | { http: ServerOptions } {
  const options = serverOptions(timeouts);
  if (tls === null) return { http: options };
  return { serverFactory: (handler) => createServer({ ...tls, minVersion: "TLSv1.2", ...options }, handler) };
}

/** Notes every route, to tell a path that takes other methods from one that does not exist. */
function watchRoutes(app: App): (url: string) => readonly string[] {
  const routes: { readonly method: string; readonly path: RegExp }[] = [];
  app.addHook("onRoute", (route) => {
    const pattern = route.url.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/:[a-zA-Z]+/g, "[^/]+");
    // The pages of the web app take any path that is left; they say nothing about methods.
    if (pattern.includes("*")) return;
    for (const method of [route.method].flat()) routes.push({ method, path: new RegExp(`^${pattern}/?$`) });
  });
  return (url) => {
    const path = url.split("?")[0] ?? url;
    return [...new Set(routes.filter((route) => route.path.test(path)).map((route) => route.method))];
  };
}
