import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import type { App } from "./app.js";

/** Kinds of files among the samples, which are of the demo data alone. */
const TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".pdf": "application/pdf",
};
/** Names as the demo data has them: nothing that leads elsewhere. */
const NAME = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/**
 * Serves the sample files of the demo data, for whoever has none at hand to check. They are written after the registry
 * began to answer, so the folder is looked at each time.
 *
 * @param folder null: there are none.
 */
export function registerSamples(app: App, folder: string | null): void {
  const config = { page: true } as const;
  app.get("/samples", { config, schema: { hide: true } }, async () => ({ samples: await namesIn(folder) }));
  app.get<{ Params: { name: string } }>(
    "/samples/:name",
    { config, schema: { hide: true } },
    async ({ params: { name } }, reply) => {
      const type = TYPES[extname(name)];
      if (folder === null || type === undefined || !(await namesIn(folder)).includes(name)) {
        throw new PeersealError("not-found", "There is no such sample.");
      }
      return reply.header("content-type", type).send(await readFile(join(folder, name)));
    },
  );
}

async function namesIn(folder: string | null): Promise<readonly string[]> {
  if (folder === null) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && NAME.test(entry.name)).map(({ name }) => name);
}
