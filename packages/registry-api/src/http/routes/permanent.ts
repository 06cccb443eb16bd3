import { ERRORS, wire } from "@peerseal/sdk";
import type { FastifyReply, FastifyRequest, FastifySchema } from "fastify";
import { z } from "zod";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { formFor, type Language, languageFor, wantsPage } from "../front/negotiation.js";
import { batchPage } from "../pages/batch.js";
import { coursePage } from "../pages/course.js";
import { decisionsPage } from "../pages/decisions.js";
import { institutionPage } from "../pages/institution.js";
import { framed, PAGE_POLICY, type Page } from "../pages/layout.js";
import { nothingPage } from "../pages/nothing.js";
import { roundPage } from "../pages/round.js";
import { rubricPage } from "../pages/rubric.js";
import { versionPage } from "../pages/version.js";
import { handleError, toPeersealError } from "../problem.js";
import { problemsOf } from "./answers.js";
import { getBatch, toBatch } from "./batch-view.js";
import { courseDetail, versionsOf } from "./courses.js";
import { decisionsOn } from "./decisions.js";
import { institutionDetail } from "./institutions.js";
import { roundDetail, seatsOn } from "./rounds.js";
import { rubricDetail } from "./rubrics.js";
import { versionDetail } from "./versions.js";

/** What is wrong with a link that is mistyped or cut off: people who follow one get a page, too. */
const LEADS_NOWHERE: ReadonlySet<string> = new Set(["not-found", "request-invalid"]);

/** Entries of a list on a page; the rest is had as data. */
const SHOWN = { limit: 100 } as const;

type Kind<P extends z.ZodObject, V extends z.ZodType> = {
  /** Below `/v1` the same answers data only. */
  readonly path: string;
  /** The same, to be written down or scanned. */
  readonly short?: string;
  readonly tag: string;
  readonly summary: string;
  readonly params: P;
  readonly view: V;
  readonly read: (params: z.output<P>) => Promise<z.output<V>>;
  readonly page: (view: z.output<V>, language: Language, params: z.output<P>) => Page | Promise<Page>;
};

/** Permanent ids: data or a page of the same, by `Accept`. */
export function registerPermanentRoutes(app: App, deps: HttpDeps): void {
  const { db } = deps;
  const add = <P extends z.ZodObject, V extends z.ZodType>(kind: Kind<P, V>) => register(app, deps, kind);
  add({
    path: "/institutions/:id",
    short: "/i/:id",
    tag: "institutions",
    summary: "An institution, as data or as a page",
    params: wire.InstitutionPath,
    view: wire.InstitutionDetail,
    read: ({ id }) => institutionDetail(db, id),
    page: institutionPage,
  });
  add({
    path: "/courses/:id",
    short: "/c/:id",
    tag: "courses",
    summary: "A course, as data or as a page",
    params: wire.CoursePath,
    view: wire.Course,
    read: ({ id }) => courseDetail(db, id),
    page: async (view, language, { id }) => coursePage(view, (await versionsOf(db, id, SHOWN)).data, language),
  });
  add({
    path: "/versions/:id",
    short: "/c/:course/v/:id",
    tag: "courses",
    summary: "A course version, as data or as a page",
    params: wire.VersionPath,
    view: wire.VersionDetail,
    read: ({ id }) => versionDetail(deps, id),
    page: versionPage,
  });
  add({
    path: "/rounds/:id",
    short: "/r/:id",
    tag: "rounds",
    summary: "A review round, as data or as a page",
    params: wire.RoundPath,
    view: wire.RoundDetail,
    read: ({ id }) => roundDetail(deps, id),
    page: async (view, language, { id }) => roundPage(view, (await seatsOn(db, id, SHOWN)).data, language),
  });
  add({
    path: "/decisions/:round",
    tag: "decisions",
    summary: "Decisions of a round, as data or as a page",
    params: wire.DecisionPath,
    view: wire.DecisionList,
    read: ({ round }) => decisionsOn(db, round),
    page: (view, language, { round }) => decisionsPage(round, view, language),
  });
  add({
    path: "/rubrics/:id",
    tag: "rubrics",
    summary: "A rubric, as data or as a page",
    params: wire.RubricPath,
    view: wire.RubricDetail,
    read: ({ id }) => rubricDetail(db, id),
    page: rubricPage,
  });
  add({
    path: "/batches/:institution/:number",
    short: "/b/:institution/:number",
    tag: "batches",
    summary: "A batch of this registry, as data or as a page",
    params: wire.BatchPath,
    view: wire.Batch,
    read: async (params) => toBatch({ db, indexed: () => deps.chain.state().indexed ?? 0 }, await getBatch(db, params)),
    page: batchPage,
  });
}

function register<P extends z.ZodObject, V extends z.ZodType>(app: App, deps: HttpDeps, kind: Kind<P, V>): void {
  const { short } = kind;
  if (short !== undefined) {
    app.get(short, { schema: { hide: true } }, async (request, reply) => {
      // Checked where it leads to; a course in the path of a version is there for people only.
      const params = request.params as Readonly<Record<string, string>>;
      const path = kind.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ""));
      return reply.header("vary", "accept, accept-language").redirect(path, 308);
    });
  }
  // Two media types under one status: what is sent is written here, and not by the route's schema.
  const schema: FastifySchema = {
    tags: [kind.tag],
    summary: kind.summary,
    description:
      `Data are those of \`/v1${kind.path.replace(/:(\w+)/g, "{$1}")}\`; the page is in English or Japanese by ` +
      "`Accept-Language`. Data hold texts in all their languages.",
    params: kind.params,
    response: {
      200: {
        description: "Data or a page",
        content: { "application/json": { schema: kind.view }, "text/html": { schema: z.string() } },
      },
      ...problemsOf("not-found", "not-acceptable", "database-unreachable"),
    },
  };
  const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { code } = toPeersealError(error);
    if (!LEADS_NOWHERE.has(code) || !wantsPage(request)) return handleError(error, request, reply);
    const language = languageFor(request);
    reply.code(ERRORS[code].status).header("vary", "accept, accept-language");
    return sendPage(request, reply, nothingPage(language), language, deps);
  };
  app.get(kind.path, { schema, errorHandler }, async (request, reply) => {
    reply.header("vary", "accept, accept-language");
    const form = formFor(request);
    // Checked and read by the schema above, whose type is not known here.
    const params = request.params as z.output<P>;
    const view = await kind.read(params);
    if (form === "json") return sendData(reply, kind.view.parse(view));
    const language = languageFor(request);
    return sendPage(request, reply, await kind.page(view, language, params), language, deps);
  });
}

function sendData(reply: FastifyReply, view: unknown): FastifyReply {
  const text = JSON.stringify(view);
  return reply
    .header("content-type", "application/json; charset=utf-8")
    .serializer(() => text)
    .send({});
}

function sendPage(
  { url }: Pick<FastifyRequest, "url">,
  reply: FastifyReply,
  page: Page,
  language: Language,
  { network: { network }, web }: Pick<HttpDeps, "network" | "web">,
): FastifyReply {
  const [path = ""] = url.split("?");
  const text = framed(page, { language, data: `/v1${path}`, network, app: web.head });
  return reply
    .header("content-type", "text/html; charset=utf-8")
    .header("content-language", language)
    .header("content-security-policy", web.head === null ? PAGE_POLICY : web.policy)
    .serializer(() => text)
    .send("");
}
