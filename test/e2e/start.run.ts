import { type ChildProcess, spawn } from "node:child_process";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

export type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A script of ours running in a process of its own. */
export type Run = {
  readonly child: ChildProcess;
  /** Everything said so far on both streams, and on one. */
  readonly said: () => string;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<End>;
  /** Resolves with the match once it was said; rejects when the process ends without it. */
  readonly saying: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly kill: (signal: NodeJS.Signals) => Promise<End>;
};

/** Starts a script with nothing of the caller's settings but those given; `limits` are set by the shell before. */
export function run(
  script: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  limits = ":",
): Run {
  const { PATH, HOME, TMPDIR } = process.env;
  const base = Object.fromEntries(Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined));
  const command = [process.execPath, join(ROOT, script), ...args];
  const child = spawn("sh", ["-c", `${limits}; exec "$@"`, "sh", ...command], {
    cwd: ROOT,
    // A machine that is busy with other tests is no reason to turn requests away.
    env: { ...base, HARDHAT_DISABLE_TELEMETRY: "true", NO_COLOR: "1", SHED_LOOP_DELAY_MS: "0", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    for (const listener of listeners) listener();
  });
  const said = () => `${out}\n${err}`;
  // `close` comes after the streams were read to their ends.
  const ended = new Promise<End>((done) => {
    child.once("close", (code, signal) => done({ code, signal }));
  });
  const saying = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((found, lost) => {
      const look = () => {
        const match = pattern.exec(said());
        if (match === null) return;
        listeners.delete(look);
        found(match);
      };
      listeners.add(look);
      look();
      ended.then(() => lost(new Error(`It ended without saying ${pattern}:\n${said()}`)));
    });
  return {
    child,
    said,
    out: () => out,
    err: () => err,
    ended,
    saying,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
