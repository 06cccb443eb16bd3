import { readFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const DIST = fileURLToPath(new URL("../../packages/web/dist", import.meta.url));

/** Most bytes, gzip, that a person has to load. */
export const BUDGETS = { verifyRoute: 150_000, embedFirst: 30_000, embedVerdict: 220_000 } as const;

type Measured = {
  readonly name: keyof typeof BUDGETS;
  readonly says: string;
  readonly bytes: number;
  readonly files: number;
};

/** `import ... from "./x.js"`, `export ... from`, and `import "./x.js"`, as bundlers write them. */
const STATIC = /(?:\bfrom\s*|\bimport\s*)["'](\.{1,2}\/[^"']+)["']/g;
const DYNAMIC = /\bimport\(\s*["'`](\.{1,2}\/[^"'`]+)["'`]\s*\)/g;
/** Scripts and styles of a page. */
const LOADED = /<(?:script|link)\b[^>]*\b(?:src|href)="\/([^"]+\.(?:js|css))"/g;

/** Says what a visitor of the built web app loads: gzip bytes of every file that is reached. */
export async function size(): Promise<{ readonly text: string; readonly line: object }> {
  const measured = [await verifyRoute(), await embedFirst(), await embedVerdict()];
  const rows = measured.map(({ name, says, bytes, files }) => {
    const budget = BUDGETS[name];
    const verdict = bytes <= budget ? "within" : "above";
    const [size, most] = [bytes, budget].map((value) => (value / 1000).toFixed(1).padStart(7));
    return `  ${says.padEnd(34)} ${size} kB in ${String(files).padStart(2)} files  ${verdict} ${most?.trim()} kB`;
  });
  return {
    text: `What a visitor loads, gzip\n${rows.join("\n")}\n\n`,
    line: {
      bench: "size",
      ...Object.fromEntries(measured.map(({ name, bytes }) => [name, { bytes, budget: BUDGETS[name] }])),
    },
  };
}

/** The page, all that it names, and the verify screen: what is there before anybody has given a file. */
async function verifyRoute(): Promise<Measured> {
  const html = await readFile(join(DIST, "index.html"), "utf8");
  const named = [...html.matchAll(LOADED)].map(([, path]) => path ?? "");
  const reached = await reachedFrom(named);
  const screen = await screenIn(reached);
  const files = await reachedFrom(["index.html", ...reached, ...screen]);
  return { name: "verifyRoute", says: "verify screen, before interaction", ...(await weigh(files)) };
}

/** The verify screen's own script and style: the only screen that has the drop zone in it. */
async function screenIn(entries: ReadonlySet<string>): Promise<readonly string[]> {
  const texts = await Promise.all([...entries].filter((path) => path.endsWith(".js")).map(textOf));
  const later = texts.flatMap(({ path, text }) => dynamicOf(path, text));
  const screens = (await Promise.all(later.map(textOf))).filter(({ text }) => text.includes("data-paste"));
  const [only, ...more] = screens;
  if (only === undefined || more.length > 0)
    throw new Error(`The build has ${screens.length} verify screens, not one.`);
  const styles = texts.flatMap(({ text }) =>
    [...text.matchAll(/"(assets\/screen-[\w-]+\.css)"/g)].map(([, path]) => path ?? ""),
  );
  const own = await Promise.all(styles.map(textOf));
  return [only.path, ...own.filter(({ text }) => text.includes(".verify ")).map(({ path }) => path)];
}

async function embedFirst(): Promise<Measured> {
  const files = await reachedFrom(["embed/peerseal-verify.js"]);
  return { name: "embedFirst", says: "element, first load", ...(await weigh(files)) };
}

/** The element with the verifier, which it loads with what it checks: a credential or bundle in JSON. */
async function embedVerdict(): Promise<Measured> {
  const first = await reachedFrom(["embed/peerseal-verify.js"]);
  const texts = await Promise.all([...first].map(textOf));
  const later = texts.flatMap(({ path, text }) => dynamicOf(path, text));
  const files = await reachedFrom([...first, ...later]);
  return { name: "embedVerdict", says: "element, to a verdict", ...(await weigh(files)) };
}

async function textOf(path: string): Promise<{ readonly path: string; readonly text: string }> {
  return { path, text: await readFile(join(DIST, path), "utf8") };
}

function dynamicOf(path: string, text: string): readonly string[] {
  return [...text.matchAll(DYNAMIC)].map(([, to]) => posix.join(dirname(path), to ?? ""));
}

/** Files, and all that they import at once. */
async function reachedFrom(entries: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (!path.endsWith(".js")) continue;
    const { text } = await textOf(path);
    for (const [, to] of text.matchAll(STATIC)) open.push(posix.join(dirname(path), to ?? ""));
  }
  return found;
}

async function weigh(paths: ReadonlySet<string>): Promise<{ readonly bytes: number; readonly files: number }> {
  const sizes = await Promise.all([...paths].map(async (path) => gzipSync(await readFile(join(DIST, path))).length));
  return { bytes: sizes.reduce((sum, one) => sum + one, 0), files: paths.size };
}
