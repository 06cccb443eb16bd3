import { defineConfig, type Plugin } from "vite";

/** A package names its contexts' files beside their content, which nothing reads: each would become a file to deploy. */
const withoutContextFiles: Plugin = {
  name: "without-context-files",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("/@digitalbazaar/credentials-context/")) return null;
    return code.replaceAll(/^\s*url: new URL\([^)]*\),$/gm, "");
  },
};

const ens: Plugin = {
  name: "without-ens",
  enforce: "pre",
  resolveId(id) {
    return id === "@adraffy/ens-normalize" ? "\0ens" : null;
  },
  load(id) {
    return id === "\0ens" ? "export const ens_normalize = (name) => { throw new TypeError('no ENS'); };" : null;
  },
};
export default defineConfig({
  base: "/",
  plugins: [withoutContextFiles, ens],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
