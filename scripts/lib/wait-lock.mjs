// Plain JavaScript without dependencies: runs before anything is installed, on any Node from 18 on.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 200;
// A lock without a readable holder is one being written; after this it counts as left behind.
const UNREADABLE_MS = 5_000;

/**
 * Runs `work` while holding the lock file, waiting as long as another living process holds it.
 *
 * @template T
 * @param {string} path
 * @param {(pid: number) => void} onWait called once when there is another holder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withWaitLock(path, onWait, work) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  let unreadableSince = 0;
  while (!tryCreate(path)) {
    const pid = holderOf(path);
    if (pid === undefined) {
      unreadableSince ||= Date.now();
      if (Date.now() - unreadableSince > UNREADABLE_MS) remove(path, pid);
    } else if (!isRunning(pid)) {
      remove(path, pid);
    } else if (!told) {
      told = true;
      onWait(pid);
    }
    await wait(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryCreate(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function holderOf(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Moves the lock away and looks again, lest a new holder's lock be deleted instead of the dead one's. */
function remove(path, expected) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (holderOf(aside) === expected) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
