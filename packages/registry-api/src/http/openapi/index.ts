import swagger from "@fastify/swagger";
import { wire } from "@peerseal/sdk";
import type { RouteOptions } from "fastify";
import { z } from "zod";
import { SECURITY_SCHEMES, transformWithAccess } from "../access/describe.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { takesKey } from "../idempotency.js";
import { CONFIG, completePaths, type Paths, type RouteNotes } from "./complete.js";

/** Domain words in the order in which the reference shows them. */
const TAGS = [
  { name: "network", description: "Which network this registry serves, and whether it is ready." },
  { name: "institutions", description: "Members, their standing and their keys over time." },
  { name: "courses", description: "Courses, who owns and delivers them, and their versions." },
  { name: "rubrics", description: "What reviews judge by." },
  { name: "rounds", description: "Review rounds with their seats and reviews." },
  { name: "decisions", description: "What policies computed from closed rounds." },
  { name: "documents", description: "The documents whose digests stand on chain." },
  { name: "actions", description: "Signed acts, checked and relayed as they are." },
  { name: "batches", description: "Credentials issued and anchored together." },
  { name: "receipts", description: "Proof that a credential is in an anchored batch." },
  { name: "credentials", description: "Status and verification." },
  { name: "search", description: "Institutions, courses, rounds and batches by words; never credentials." },
  { name: "events", description: "What happens, as streams of server-sent events." },
  { name: "webhooks", description: "What happens, sent to an institution's own address and signed." },
  { name: "vc-api", description: "W3C's VC API (VCALM), for whoever knows no more than W3C's standards." },
  { name: "access", description: "Signing in, API keys, who may do what, and the log of every write." },
] as const;

/** Describes every route registered after this as OpenAPI 3.1 at `/openapi.json`. */
export async function registerOpenApi(app: App, deps: HttpDeps): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Peerseal registry",
        version: "1",
        description:
          "Peer-reviewed micro-credentials on a blockchain. This registry is a convenience: whatever it says can be " +
          "checked on the chain without it. Errors are problem documents (RFC 9457); match on `code`.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: deps.publicUrl ?? "/" }],
      tags: [...TAGS],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: (given) => {
      const { schema, url } = transformWithAccess(given);
      return { schema: { ...schema, [CONFIG]: notesOf(given.route) }, url };
    },
  });
  let text: string | undefined;
  app.get("/openapi.json", { schema: { hide: true } }, async (_request, reply) => {
    // All routes are known once requests come in.
    text ??= JSON.stringify(completed(app.swagger()));
    const document = text;
    return reply
      .header("content-type", "application/json; charset=utf-8")
      .serializer(() => document)
      .send({});
  });
}

/** What the library made of the routes' schemas, with what they leave unsaid. */
function completed(made: object): object {
  const document = structuredClone(made) as { paths?: Paths; components?: { schemas?: object } };
  completePaths(document.paths ?? {});
  const schemas = { ...document.components?.schemas, Problem: problemSchema() };
  return { ...document, components: { ...document.components, schemas } };
}

function notesOf(route: RouteOptions): RouteNotes {
  const [method = "GET"] = [route.method].flat();
  const { config = {}, schema } = route;
  return {
    takesKey: takesKey(method, config),
    isKept: config.cache !== "no-store",
    hasBudget: config.budget !== "none",
    readsJson: schema?.body !== undefined,
  };
}

function problemSchema() {
  const { $schema: _, ...schema } = z.toJSONSchema(wire.Problem, { target: "draft-2020-12" });
  return { ...schema, description: "What went wrong (RFC 9457). Match on `code`." };
}
