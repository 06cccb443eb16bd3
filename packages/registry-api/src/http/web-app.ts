import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

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

/** A file of the build, as it is served. */
export type WebFile = { readonly body: Buffer; readonly type: string; readonly etag: string };

/** The built web app, read once: no request can name a path that was not there then. */
export type WebApp = {
  /** By path, such as `/assets/index-a1b2.js`. */
  readonly files: ReadonlyMap<string, WebFile>;
  /** What the head of a page loads the app with; null: there is no app. */
  readonly head: string | null;
  readonly policy: string;
  /** Folder of sample files to try; absent: there is none. */
  readonly samples?: string;
};

/** Screens that are no permanent ids of the API. */
export const SCREEN_PATHS: readonly string[] = [
  "/verify",
  "/network",
  "/search",
  "/sign-in",
  "/review",
  "/review/*",
  "/console",
  "/console/*",
  "/governance",
  "/governance/*",
];

/** Loads script and style, as the build wrote them into its page. */
const LOADED = /<script type="module"[^>]*><\/script>|<link rel="(?:stylesheet|modulepreload|icon)"[^>]*>/g;

/**
 * Reads the build.
 *
 * @param root its folder; null or empty: there is none.
 * @param rpc endpoint of the registry's own chain, which the app may ask beside those that a person names.
 */
export async function readWebApp(root: string | null, rpc: string | null): Promise<WebApp> {
  const files = root === null ? new Map<string, WebFile>() : await readFiles(root);
  const index = files.get("/index.html")?.body.toString();
  const head = index?.match(LOADED)?.join("\n") ?? null;
  return { files, head, policy: policyFor(rpc) };
}

async function readFiles(root: string): Promise<Map<string, WebFile>> {
  const files = new Map<string, WebFile>();
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const body = await readFile(file);
    const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
    files.set(`/${relative(root, file).split(sep).map(encodeURIComponent).join("/")}`, { body, type, etag });
  }
  return files;
}

/**
 * Scripts and styles are files of ours and nothing else, also where text of others would become markup. Connections go to
 * the chain's endpoint that a person chooses, so to any over TLS, and to a local one.
 */
function policyFor(rpc: string | null): string {
  const chain = rpc !== null && URL.canParse(rpc) ? ` ${new URL(rpc).origin}` : "";
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src 'self' https: http://127.0.0.1:* http://localhost:*${chain}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types peerseal",
  ].join("; ");
}
