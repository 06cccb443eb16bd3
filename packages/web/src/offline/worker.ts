/*
 * Keeps the files of the app, and nothing that a registry says: what is not known offline must show as unknown.
 *
 * Files under /assets/ carry a hash of their content, so that a kept one is the right one. The page itself is asked for
 * first, and the kept one only shown where there is no answer. A new version waits until no page of the old one is open:
 * a page may still need files that its server has no more.
 */

/** The part of a service worker's scope that is used; its types are not in the library for pages. */
type Waiting = { readonly waitUntil: (work: Promise<unknown>) => void };
type Asked = Waiting & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Scope = {
  readonly location: Location;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly addEventListener: ((name: "install" | "activate", act: (event: Waiting) => void) => void) &
    ((name: "fetch", act: (event: Asked) => void) => void);
};

/** Filled in by the build: a hash of all files, and which of them are kept from the beginning. */
declare const __VERSION__: string;
declare const __FILES__: readonly string[];

// A worker has this scope and not that of a page.
const scope = globalThis as unknown as Scope;
const PREFIX = "peerseal-";
const CACHE = `${PREFIX}${__VERSION__}`;
const PAGE = "/index.html";

scope.addEventListener("install", (event) => event.waitUntil(keepFiles()));
scope.addEventListener("activate", (event) => event.waitUntil(takeOver()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageOf(request));
  else if (url.pathname.startsWith("/assets/") || url.pathname === "/icon.svg") event.respondWith(fileOf(request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(__FILES__.map((path) => new Request(path, { cache: "no-cache" })));
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
  await scope.clients.claim();
}

async function pageOf(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

async function fileOf(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, answer.clone());
  }
  return answer;
}

export {};
