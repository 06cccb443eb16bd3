import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import type { Anvil } from "./anvil.ts";
import { KINDS } from "./sample.ts";

const PROJECT = fileURLToPath(new URL("../ponder/", import.meta.url));
/** The peer is installed here on demand: it is no dependency of the project. */
const FOLDER = fileURLToPath(new URL("../../../cache/bench-ponder/", import.meta.url));
const POLL_MS = 50;
const PATIENCE_MS = 280_000;

export const PEER_SCHEMA = "bench";

/** @throws Error where the packages cannot be fetched. */
export async function installPeer(): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  await cp(PROJECT, FOLDER, { recursive: true });
  const wanted = JSON.parse(await readFile(`${PROJECT}package.json`, "utf8")).dependencies.ponder as string;
  const installed = async () =>
    readFile(`${FOLDER}node_modules/ponder/package.json`, "utf8").then(
      (text) => JSON.parse(text).version as string,
      () => null,
    );
  if ((await installed()) !== wanted) {
    const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
    await promisify(execFile)("npm", args, { cwd: FOLDER, maxBuffer: 2 ** 24 });
  }
  return wanted;
}

/** Runs the peer until all rows are there. `ms` counts from when it said that it began, start-up left out. */
export async function runPeer(
  anvil: Anvil,
  url: string,
  events: number,
): Promise<{ readonly ms: number; readonly peakMB: number }> {
  const program = `${FOLDER}node_modules/ponder/dist/esm/bin/ponder.js`;
  const args = [
    program,
    "start",
    "--schema",
    PEER_SCHEMA,
    "--port",
    "0",
    "--hostname",
    "127.0.0.1",
    "--log-format",
    "json",
  ];
  const child = spawn(process.execPath, args, {
    cwd: FOLDER,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      DATABASE_URL: url,
      BENCH_RPC: anvil.rpc,
      BENCH_CONTRACT: anvil.contract,
      BENCH_FIRST_BLOCK: String(anvil.first),
      PONDER_TELEMETRY_DISABLED: "true",
    },
  });
  const said: string[] = [];
  let began: number | null = null;
  const listen = (chunk: Buffer) => {
    said.push(chunk.toString());
    if (began === null && /Started (?:returning|fetching|backfill|historical)|backfill/i.test(said.join("")))
      began = performance.now();
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  await client.connect();
  const spawned = performance.now();
  let peakMB = 0;
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The peer ended: ${said.join("").slice(-2_000)}`);
      if (performance.now() - spawned > PATIENCE_MS)
        throw new Error(`The peer takes too long: ${said.join("").slice(-2_000)}`);
      peakMB = Math.max(peakMB, await memoryOf(child));
      if ((await countRows(client)) >= events) break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return { ms: performance.now() - (began ?? spawned), peakMB };
  } finally {
    await client.end();
    child.kill("SIGKILL");
    if (process.env.BENCH_SAY === "1") process.stderr.write(said.join(""));
  }
}

/** Planned rather than counted while there are few: counting 100,000 rows again and again would slow the peer down. */
async function countRows(client: pg.Client): Promise<number> {
  const newest = KINDS.map(
    (table) =>
      `(select count(*) from ${PEER_SCHEMA}.${table} where block_number >= (select max(block_number) from ${PEER_SCHEMA}.${table}))`,
  );
  const present = await client.query(`select ${newest.join(" + ")} as rows`).catch(() => null);
  if (present === null || Number(present.rows[0].rows) === 0) return 0;
  const all = KINDS.map((table) => `(select count(*) from ${PEER_SCHEMA}.${table})`);
  return Number((await client.query(`select ${all.join(" + ")} as rows`)).rows[0].rows);
}

/** Peak of what the process and its children hold, in MB; 0 where the system does not tell. */
async function memoryOf({ pid }: ChildProcess): Promise<number> {
  if (pid === undefined || process.platform !== "linux") return 0;
  const pids = [String(pid), ...(await childrenOf(String(pid)))];
  const sizes = await Promise.all(
    pids.map(async (one) => {
      const status = await readFile(`/proc/${one}/status`, "utf8").catch(() => "");
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function childrenOf(pid: string): Promise<readonly string[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8").catch(() => "")),
  );
  return lists.flatMap((list) => list.split(" ").filter((one) => one !== ""));
}
