import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./app.js";
import { registerSamples } from "./samples.js";
import { SCREEN_PATHS, type WebApp, type WebFile } from "./web-app.js";

/**
 * Serves the web app: its files at their own paths, its page at every screen. A build that changes underneath never mixes
 * two versions. Without files, `/` leads to the reference.
 */
export async function registerPages(app: App, { files, policy, samples }: WebApp): Promise<void> {
  registerSamples(app, samples ?? null);
  await app.register(async (scope) => {
    scope.addHook("onSend", async (_request, reply) => {
      reply.header("content-security-policy", policy);
    });
    const serve = (url: string, file: WebFile, caching: string) =>
      scope.get(url, { config: { page: true }, schema: { hide: true } }, async (request, reply) =>
        send(request, url.startsWith(EMBED) ? forOthers(reply) : reply, file, caching),
      );
    const page = files.get("/index.html");
    if (page === undefined) {
      scope.get("/", { config: { page: true }, schema: { hide: true } }, async (_request, reply) =>
        reply.redirect("/docs/", 302),
      );
    } else {
      // Links of certificates lead to a screen; what they hold stands behind the `#` and stays in the browser.
      for (const path of ["/", ...SCREEN_PATHS]) serve(path, page, "no-cache");
    }
    for (const [path, file] of files) {
      // Names under /assets/ carry a hash of the content.
      serve(path, file, path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    }
  });
}

/** The element that other sites put into their pages, with its parts. */
const EMBED = "/embed/";

/** Lets pages of others load a file. It is the same for everybody, so that there is nothing to be read by it. */
function forOthers(reply: FastifyReply): FastifyReply {
  return reply.header("access-control-allow-origin", "*").header("cross-origin-resource-policy", "cross-origin");
}

async function send(request: FastifyRequest, reply: FastifyReply, file: WebFile, caching: string) {
  reply.header("etag", file.etag);
  reply.header("cache-control", caching);
  if (request.headers["if-none-match"] === file.etag) return reply.code(304).send();
  return reply.header("content-type", file.type).send(file.body);
}
