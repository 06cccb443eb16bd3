import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { PeersealError } from "@peerseal/sdk";

/** A lock held by this process until `release` or its death. */
export type ProcessLock = { readonly release: () => Promise<void> };

type Holder = { readonly pid: number; readonly born: string };

/**
 * Takes the lock file at `path` for this process. A lock whose holder no longer runs is taken over, also when its
 * process number belongs to another program by now.
 *
 * @throws PeersealError `data-locked` when a living process holds it (also this one).
 */
export async function takeProcessLock(path: string, what: string): Promise<ProcessLock> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid: process.pid, born: await birthOf(process.pid) });
  const draft = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    // A holder found dead is moved away and the attempt repeated; two takers can meet here only a few times.
    for (let attempt = 0; attempt < 10; attempt++) {
      try {
        // link is atomic and, unlike an exclusive create, never shows an empty lock to others.
        await link(draft, path);
        return { release: () => release(path, mine) };
      } catch (error) {
        if (!hasCode(error, "EEXIST")) throw error;
      }
      const found = await readIfThere(path);
      if (found === undefined) continue;
      const holder = parseHolder(found);
      if (holder !== undefined && (await isAlive(holder))) {
        throw new PeersealError("data-locked", `${what} is in use by process ${holder.pid} (${path}).`, {
          details: { path, pid: holder.pid },
        });
      }
      await moveAway(path, found);
    }
    throw new PeersealError("data-locked", `${what} is being taken by another process (${path}).`, {
      details: { path },
    });
  } finally {
    await rm(draft, { force: true });
  }
}

async function moveAway(path: string, dead: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
  // Another taker may have put its own lock there since we read: give it back.
  if ((await readIfThere(aside)) !== dead) {
    await link(aside, path).catch(() => undefined);
  }
  await rm(aside, { force: true });
}

async function release(path: string, mine: string): Promise<void> {
  if ((await readIfThere(path)) === mine) await rm(path, { force: true });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("born" in value)) return undefined;
    const { pid, born } = value;
    return typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0 && typeof born === "string"
      ? { pid, born }
      : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (!isProcessRunning(holder.pid)) return false;
  const born = await birthOf(holder.pid);
  return born === "" || holder.born === "" || born === holder.born;
}

/** Whether a process with this number runs, whoever owns it. */
export function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

/** Boot and start tick of a process where the system tells them, else "": a number alone is given out again. */
async function birthOf(pid: number): Promise<string> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    // The command stands in parentheses and may itself hold spaces; the start tick is the 20th field after it.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    return `${boot.trim()}:${ticks}`;
  } catch {
    return "";
  }
}

/** Whether an unknown value is a system error with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
