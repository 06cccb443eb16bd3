import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  type Config,
  type Finding,
  fsck,
  openDatabase,
  readConfig,
  startEmbeddedPostgres,
} from "@peerseal/registry-api";
import { connect, NETWORK_FILE, type NetworkId, PeersealError, parseJson, parseNetworkFile } from "@peerseal/sdk";
import { lineOf } from "./lib/command.ts";

/*
 * Recomputes every sealed batch from its digests and holds it against the chain and the index; statuses, orders and
 * nonces too. Reads only.
 *
 *   npm run fsck -- [--json] [--batch <institution>/<number>]
 *
 * It takes the registry's settings from the environment. With the embedded database stop the registry first, and leave
 * its chain running (`npm run chain`). Exit code 0: nothing found; 2: something; 1: it could not look.
 */
async function placeOf({ remote, dataDir }: Config): Promise<{ readonly network: NetworkId; readonly rpc: string }> {
  if (remote !== null) return { network: remote.network, rpc: remote.rpcUrl };
  const path = join(dataDir, NETWORK_FILE);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new PeersealError("config-invalid", `There is no ${path}: set PEERSEAL_DATA_DIR, or RPC_URL.`, { cause });
  });
  const { network, rpc } = parseNetworkFile(parseJson(bytes));
  return { network, rpc };
}

function textOf({ code, where, details, fix }: Finding): string {
  const facts = Object.entries(details).map(([name, value]) => `${name} ${String(value)}`);
  return `${code}: ${where}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}\n  ${fix}\n`;
}

function onlyOf(text: string | undefined) {
  if (text === undefined) return {};
  const [, institution, number] = /^([1-9]\d{0,9})\/(\d{1,16})$/.exec(text) ?? [];
  if (institution === undefined || number === undefined) {
    throw new PeersealError("usage-invalid", "--batch takes <institution>/<number>.");
  }
  return { only: { institution: Number(institution), number: Number(number) } };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false }, batch: { type: "string" } } });
  const config = readConfig(process.env);
  const closers: (() => Promise<void>)[] = [];
  try {
    const connection = await connect(await placeOf(config));
    closers.push(async () => connection.close());
    let url = config.databaseUrl;
    if (url === null) {
      const server = await startEmbeddedPostgres({ dataDir: config.dataDir });
      closers.push(server.stop);
      url = server.url;
    }
    const { db, close } = await openDatabase({ url });
    closers.push(close);
    const findings = await fsck({ db, connection, ...onlyOf(values.batch) });
    if (values.json) process.stdout.write(`${JSON.stringify({ findings })}\n`);
    else process.stdout.write(findings.length === 0 ? "Nothing was found.\n" : findings.map(textOf).join(""));
    process.exitCode = findings.length === 0 ? 0 : 2;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
