// Plain JavaScript without dependencies: runs before anything is installed, on any Node from 18 on.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"];
const PARENT_POLL_MS = 300;

const startedByNpm = process.env.npm_lifecycle_event !== undefined;

/**
 * Runs a program to its end with our standard streams, passing signals on.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    const handlers = PASSED_ON.map((signal) => {
      const handler = () => {
        // At a terminal Ctrl-C reaches the child as well; twice would mean "at once, without clearing up" to it.
        if (signal === "SIGINT" && process.stdin.isTTY) return;
        child.kill(signal);
      };
      process.on(signal, handler);
      return () => process.off(signal, handler);
    });
    // npm passes a signal to its shell only, and a killed npm to nobody: the child must not live on alone.
    const born = ancestors();
    const watch = setInterval(() => {
      if (startedByNpm && ancestors() !== born) child.kill("SIGTERM");
    }, PARENT_POLL_MS);
    const end = () => {
      clearInterval(watch);
      for (const remove of handlers) remove();
    };
    child.once("error", (error) => {
      end();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      end();
      resolve({ code, signal });
    });
  });
}

/** Our parent and, where the system tells, its parent: npm's shell and npm. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/**
 * Ends this process as a child ended: with its exit code, or by the same signal.
 *
 * @param {{ code: number | null, signal: NodeJS.Signals | null }} end
 */
export function endLike({ code, signal }) {
  if (signal !== null) process.kill(process.pid, signal);
  process.exitCode = code ?? 1;
}
