import type { Plugin, Rolldown } from "vite";

/** Has V8 compile all functions of a file while it loads, beside the page's own work, and not one by one as they are called. */
const HINT = "//# allFunctionsCalledOnLoad\n";
const SCREEN = "/src/verify/screen.tsx";
const VERIFIER = "/src/verify/results.tsx";

/**
 * Marks the files of the verifier. On a slow phone a third of the time to a verdict was compiling it, piece by piece, while
 * somebody waited; other browsers take the mark for a comment. Not what the page itself loads, most of which it never calls.
 */
export const compiledEagerly: Plugin = {
  name: "compiled-eagerly",
  apply: "build",
  generateBundle: {
    // After Vite has put its own lines first.
    order: "post",
    handler(_, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
      const below = (names: readonly string[], found = new Set<string>()): Set<string> => {
        for (const name of names) {
          const one = bundle[name];
          if (found.has(name) || one?.type !== "chunk") continue;
          found.add(name);
          below(one.imports, found);
        }
        return found;
      };
      const files = (is: (one: Rolldown.OutputChunk) => boolean) => below(chunks.filter(is).map((one) => one.fileName));
      const isOf = (module: string) => (one: Rolldown.OutputChunk) => one.facadeModuleId?.endsWith(module) === true;
      const verifier = files(isOf(VERIFIER));
      if (verifier.size === 0) return this.error("The build has no verifier.");
      const page = files((one) => one.isEntry || isOf(SCREEN)(one));
      for (const name of verifier) {
        const one = bundle[name];
        if (one?.type === "chunk" && !page.has(name)) one.code = HINT + one.code;
      }
    },
  },
};
