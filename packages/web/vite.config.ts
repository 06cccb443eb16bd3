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

export default defineConfig({
  base: "/",
  plugins: [withoutContextFiles],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
