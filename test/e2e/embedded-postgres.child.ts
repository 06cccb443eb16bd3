import { startEmbeddedPostgres } from "../../packages/registry-api/dist/store/embedded/embedded-postgres.js";

// A process of its own for tests that kill it: starts the database of a folder, prints the URL, and waits.
const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error("usage: embedded-postgres.child.ts <folder>");
const { url } = await startEmbeddedPostgres({ dataDir });
process.stdout.write(`${url}\n`);
setInterval(() => undefined, 60_000);
