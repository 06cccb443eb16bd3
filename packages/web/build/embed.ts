import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type Rolldown } from "vite";
import { LEAN } from "./lean.ts";

const ENTRY = fileURLToPath(new URL("../src/embed/element.ts", import.meta.url));

/**
 * Builds the element for other people's pages after the app: it shares no file with it, finds its files beside its own,
 * and needs nothing of the page that it stands in.
 */
export function embedded(): Plugin {
  let folder = "";
  return {
    name: "embedded",
    apply: "build",
    configResolved({ root, build: { outDir } }) {
      folder = join(root, outDir, "embed");
    },
    async closeBundle() {
      await build({
        configFile: false,
        publicDir: false,
        base: "./",
        logLevel: "warn",
        plugins: [...LEAN],
        build: {
          outDir: folder,
          emptyOutDir: true,
          target: "es2023",
          modulePreload: false,
          chunkSizeWarningLimit: 1_000,
          lib: { entry: ENTRY, formats: ["es"], fileName: "peerseal-verify" },
          rolldownOptions: {
            checks: { moduleLevelDirective: false },
            output: {
              entryFileNames: "peerseal-verify.js",
              chunkFileNames: "[name]-[hash].js",
              minify: true,
            } satisfies Rolldown.OutputOptions,
          },
        },
      });
    },
  };
}
