import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { compiledEagerly } from "./build/eager.ts";
import { embedded } from "./build/embed.ts";
import { LEAN } from "./build/lean.ts";
import { keptOffline, WORKER } from "./build/offline.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "/",
  plugins: [...LEAN, compiledEagerly, keptOffline, embedded()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    // The verifier is one piece on purpose: it is loaded as a whole, before the first file.
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      input: { app: here("index.html"), worker: here("src/offline/worker.ts") },
      output: {
        // A service worker serves what lies below its own address, which must not change.
        entryFileNames: ({ name }) => (name === "worker" ? WORKER : "assets/[name]-[hash].js"),
      },
    },
  },
});
