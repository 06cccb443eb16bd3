import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import type { App } from "./app.js";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

type Page = { readonly body: Buffer; readonly type: string; readonly etag: string };

/**
 * Serves the files under `root` at `/`. They are read once: no request can name a path that was not there at start,
 * and a build that changes underneath never mixes two versions. Without files, `/` leads to the reference.
 *
 * @param rpc endpoint that the pages may talk to beside ours: verifying asks the chain, not us.
 */
export async function registerPages(app: App, root: string | null, rpc: string | null): Promise<void> {
  const pages = root === null ? new Map<string, Page>() : await readPages(root);
  await app.register(async (scope) => {
    scope.addHook("onSend", async (_request, reply) => {
      reply.header("content-security-policy", pagePolicy(rpc));
    });
    if (!pages.has("/index.html")) {
      scope.get("/", { config: { page: true }, schema: { hide: true } }, async (_request, reply) =>
        reply.redirect("/docs/", 302),
      );
    }
    for (const [path, page] of pages) {
      const paths = path.endsWith("/index.html") ? [path, path.slice(0, -"index.html".length)] : [path];
      // Links of certificates and QR codes lead here; what they hold stands behind the `#` and stays in the browser.
      if (path === "/index.html") paths.push("/verify");
      for (const url of paths) {
        scope.get(url, { config: { page: true }, schema: { hide: true } }, async (request, reply) => {
          reply.header("etag", page.etag);
          // Names under /assets/ carry a hash of the content.
          reply.header(
            "cache-control",
            path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
          );
          if (request.headers["if-none-match"] === page.etag) return reply.code(304).send();
          return reply.header("content-type", page.type).send(page.body);
        });
      }
    }
  });
}

function pagePolicy(rpc: string | null): string {
  const chain = rpc !== null && URL.canParse(rpc) ? ` ${new URL(rpc).origin}` : "";
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${chain}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function readPages(root: string): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>();
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const body = await readFile(file);
    const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
    pages.set(`/${relative(root, file).split(sep).map(encodeURIComponent).join("/")}`, { body, type, etag });
  }
  return pages;
}
