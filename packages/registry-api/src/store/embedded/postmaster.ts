import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { PeersealError } from "@peerseal/sdk";
import { hasCode, isProcessRunning } from "./process-lock.js";

const POLL_MS = 15;

/** What a running PostgreSQL writes about itself into its data folder. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** Reads `postmaster.pid`; undefined when there is none or it is being written. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  let text: string;
  try {
    text = await readFile(join(data, "postmaster.pid"), "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
  // Lines: pid, data folder, start time, port, socket folder, listen address, shared memory, status.
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), ready: (lines[7] ?? "").trim() === "ready" };
}

/**
 * Stops the PostgreSQL that lives on in a data folder after its parent died, waiting until it is gone.
 *
 * @throws PeersealError `data-locked` when it does not stop.
 */
export async function stopPostmaster(data: string): Promise<void> {
  const found = await readPostmaster(data);
  if (found === undefined) return;
  if (!isProcessRunning(found.pid) || !(await isPostgresOn(found.pid, data))) {
    // Left by a crash; the number may belong to any program by now, and PostgreSQL would refuse to start beside it.
    await rm(join(data, "postmaster.pid"), { force: true });
    return;
  }
  // Fast shutdown first, then at once with recovery at the next start: no answered commit is lost by either.
  for (const [signal, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
  ] as const) {
    try {
      process.kill(found.pid, signal);
    } catch (error) {
      if (!hasCode(error, "ESRCH")) throw error;
    }
    if (await isGone(data, found.pid, Date.now() + patienceMs)) return;
  }
  throw new PeersealError("data-locked", `PostgreSQL (process ${found.pid}) does not stop.`, {
    details: { pid: found.pid, data },
  });
}

async function isGone(data: string, pid: number, until: number): Promise<boolean> {
  while (Date.now() < until) {
    // The file goes last of all; a process that nobody buries stays in the table for ever.
    if (!isProcessRunning(pid) || (await readPostmaster(data)) === undefined) return true;
    await wait(POLL_MS);
  }
  return false;
}

/** Waits until the server takes connections; false when `hasEnded` says that it never will. */
export async function isReady(
  data: string,
  pid: number,
  hasEnded: () => boolean,
  patienceMs: number,
): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until && !hasEnded()) {
    const found = await readPostmaster(data);
    if (found?.ready && found.pid === pid) return true;
    await wait(POLL_MS);
  }
  return false;
}

async function isPostgresOn(pid: number, data: string): Promise<boolean> {
  const command = await commandOf(pid);
  // Where the system does not tell, PostgreSQL's own file is believed.
  return command === undefined || command.includes(data);
}

async function commandOf(pid: number): Promise<string | undefined> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
  } catch {
    try {
      return (await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)])).stdout;
    } catch {
      return undefined;
    }
  }
}
