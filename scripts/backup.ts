// Saves what only the registry knows, whether it runs or not. Usage: npm run backup -- <folder>
import { resolve } from "node:path";
import { backUp, readConfig } from "@peerseal/registry-api";
import { PeersealError } from "@peerseal/sdk";
import { forgiveLeaving, lineOf } from "./lib/command.ts";

for (const stream of [process.stdout, process.stderr]) forgiveLeaving(stream);

async function main(): Promise<void> {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0) {
    throw new PeersealError("usage-invalid", "Usage: npm run backup -- <folder>");
  }
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  const { manifest, keysApart } = await backUp(readConfig(process.env), path, Math.floor(Date.now() / 1000));
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(`Saved ${rows} rows of ${manifest.tables.length} tables into ${path}.\n`);
  if (keysApart.length > 0) {
    process.stderr.write(`Keys are not in it. Keep them apart, encrypted: ${keysApart.join(", ")}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
