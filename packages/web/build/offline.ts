import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

/** What a service worker is called: at the root, so that it serves every screen. */
export const WORKER = "sw.js";

type Bundle = Readonly<Record<string, Rolldown.OutputAsset | Rolldown.OutputChunk>>;

/**
 * Tells the service worker which files to keep from the beginning: the page, and all that checking a credential may need.
 * Other screens are kept as they are opened.
 */
export const keptOffline: Plugin = {
  name: "kept-offline",
  apply: "build",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const worker = Object.values(bundle).find((one) => one.type === "chunk" && one.fileName === WORKER);
      if (worker?.type !== "chunk") return this.error("The build has no service worker.");
      const files = ["/index.html", "/icon.svg", ...filesFor(bundle).map((name) => `/${name}`)];
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
      worker.code = worker.code
        .replaceAll("__VERSION__", JSON.stringify(version))
        .replaceAll("__FILES__", JSON.stringify(files));
    },
  },
};

/** The files of the page and of the verify screen, with everything that they may load later. */
function filesFor(bundle: Bundle): readonly string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const found = new Set<string>();
  const add = (name: string, withLater: boolean) => {
    const one = bundle[name];
    if (one === undefined || found.has(name)) return;
    found.add(name);
    if (one.type !== "chunk") return;
    for (const next of one.imports) add(next, withLater);
    if (withLater) for (const next of one.dynamicImports) add(next, true);
    const { importedCss = [], importedAssets = [] } = one.viteMetadata ?? {};
    for (const next of [...importedCss, ...importedAssets]) found.add(next);
  };
  for (const { fileName, isEntry } of chunks) if (isEntry && fileName !== WORKER) add(fileName, false);
  for (const { fileName, facadeModuleId } of chunks) {
    if (facadeModuleId?.endsWith("/src/verify/screen.tsx") === true) add(fileName, true);
  }
  return [...found].sort();
}
