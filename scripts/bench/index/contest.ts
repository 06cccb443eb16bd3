import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rounded } from "../contest.ts";
import { REPLICA_FLAGS } from "../replica-flags.ts";
import { anvilWithEvents } from "./anvil.ts";
import { type Databases, openDatabases, rowsIn, watchHalves } from "./database.ts";
import { installPeer, PEER_SCHEMA, runPeer } from "./peer.ts";

const PER_BLOCK = 100;
const BESIDE = 100_000;
const ADDRESS = `0x${"e1".repeat(20)}`;
const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

type Ran = { readonly ms: number; readonly peakMB: number };

/**
 * Backfills so many events from a stub, which no chain limits, and then the same 100,000 from a real chain as the peer
 * does, on the same PostgreSQL.
 */
export async function indexContest(count: number) {
  const databases = await openDatabases();
  try {
    const alone = await fromStub(databases, count);
    const beside = Math.min(count, BESIDE);
    const version = await installPeer();
    const anvil = await anvilWithEvents(beside, PER_BLOCK);
    try {
      const url = await databases.fresh("ours");
      const watch = await watchHalves(url, "public", PER_BLOCK);
      const ours = await runOurs(anvil.rpc, url, anvil.contract, anvil.first, anvil.last);
      const seen = await watch.stop();
      const rows = await rowsIn(url, "public");

      const peerUrl = await databases.fresh("peer");
      const peerWatch = await watchHalves(peerUrl, PEER_SCHEMA, PER_BLOCK);
      const peer = await runPeer(anvil, peerUrl, beside);
      const peerSeen = await peerWatch.stop();
      const peerRows = await rowsIn(peerUrl, PEER_SCHEMA);
      if (rows.digest !== peerRows.digest) throw new Error("The two indexed different rows.");
      return {
        alone: { n: count, ...speed(count, alone) },
        ours: { ...speed(beside, ours), ...seen },
        peer: { name: `Ponder ${version}`, ...speed(beside, peer), ...peerSeen },
        n: beside,
        rows: rows.rows,
        ratio: rounded(peer.ms / ours.ms),
        memoryRatio: rounded(ours.peakMB / peer.peakMB),
      };
    } finally {
      anvil.close();
    }
  } finally {
    await databases.close();
  }
}

const speed = (count: number, { ms, peakMB }: Ran) => ({
  perSecond: rounded((count * 1_000) / ms),
  peakMB: rounded(peakMB),
});

async function fromStub(databases: Databases, count: number): Promise<Ran> {
  const stub = spawn(process.execPath, [file("./stub.ts"), ADDRESS, String(count), String(PER_BLOCK)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await databases.fresh("alone");
    const ran = await runOurs(await firstLine(stub), url, ADDRESS, 1, Math.ceil(count / PER_BLOCK));
    const { rows } = await rowsIn(url, "public");
    if (rows !== count) throw new Error(`Of ${count} events ${rows} were indexed.`);
    return ran;
  } finally {
    stub.kill();
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new TypeError("The child has no output.");
  const [line] = await once(createInterface(child.stdout), "line");
  return String(line);
}

async function runOurs(rpc: string, url: string, contract: string, first: number, last: number): Promise<Ran> {
  const args = [...REPLICA_FLAGS, file("./ours.ts"), rpc, url, contract, String(first), String(last)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Ran;
}
