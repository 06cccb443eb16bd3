import { execFile } from "node:child_process";
import { mkdir, readdir, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const CHILD = fileURLToPath(new URL("./replica.child.ts", import.meta.url));

/** The little of the bundler that is used. */
type Bundler = {
  readonly rolldown: (options: object) => Promise<{ readonly write: (options: object) => Promise<unknown> }>;
};

/** Where generated files of this room are; ignored by git. */
export const CACHE = join(ROOT, "cache", "fault");

/** Where Node keeps what it compiled. */
export const COMPILED = { NODE_COMPILE_CACHE: join(CACHE, "compiled") };

/** A page for people of five megabytes; in its place its routes stand empty. */
const REFERENCE = "@scalar/fastify-api-reference";
const EMPTY_REFERENCE = `export default async (app, { routePrefix }) => {
  for (const path of ["/", "/js/scalar.js"]) app.get(routePrefix + path, async () => "");
};
`;

/**
 * The program of a replica in one file, compiled: a thousand are started, and that is most of a start. Where the bundler
 * of the web pages is not there, the program as it stands.
 *
 * @returns the path of the program.
 */
export async function bundleReplica(): Promise<string> {
  const path = join(CACHE, "replica.cjs");
  try {
    if (await isFresh(path)) return path;
    const { resolve } = createRequire(createRequire(join(ROOT, "packages/web/package.json")).resolve("vite"));
    // A module of this form: what the web pages are built with.
    const { rolldown } = (await import(resolve("rolldown"))) as Bundler;
    await mkdir(CACHE, { recursive: true });
    const reference = join(CACHE, "reference.mjs");
    await writeFile(reference, EMPTY_REFERENCE);
    const bundle = await rolldown({
      input: CHILD,
      platform: "node",
      logLevel: "silent",
      external: [/\.node$/],
      resolve: { alias: { [REFERENCE]: reference } },
    });
    const draft = `replica-${process.pid}.cjs`;
    const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
    await bundle.write({ dir: CACHE, format: "cjs", codeSplitting: false, minify, entryFileNames: draft });
    await rename(join(CACHE, draft), path);
    // One that ends in order leaves behind what was compiled; those that are killed never do.
    const first = promisify(execFile)(process.execPath, [path], { env: { ...process.env, ...COMPILED } });
    first.child.stdin?.end();
    await first;
    return path;
  } catch {
    return CHILD;
  }
}

/** What the program is made of, below the root. */
const SOURCES = [
  "packages/sdk/dist",
  "packages/registry-api/dist",
  "test/e2e",
  "scripts/fault/crash",
  "node_modules/.package-lock.json",
];

async function isFresh(path: string): Promise<boolean> {
  const made = await stat(path).catch(() => null);
  if (made === null) return false;
  for (const source of SOURCES) {
    const top = join(ROOT, source);
    const below = (await stat(top)).isDirectory() ? await readdir(top, { recursive: true }) : [];
    for (const name of ["", ...below]) if ((await stat(join(top, name))).mtimeMs > made.mtimeMs) return false;
  }
  return true;
}
