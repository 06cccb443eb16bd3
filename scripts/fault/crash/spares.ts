import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { COMPILED } from "./bundle.ts";

/** A process that has loaded a replica's program and waits to be told what to serve. */
type Spare = {
  readonly child: ChildProcess;
  readonly lines: Interface;
  readonly ready: Promise<unknown>;
  readonly ended: Promise<unknown>;
};

/** How a process ended: `at` the moment at which it killed itself; null: it was killed at any time. */
export type ReplicaEnd = { readonly kind: "killed"; readonly at: string | null } | { readonly kind: "by-itself" };

/** A replica in a process of its own. */
export type ChildReplica = {
  /** Its address once it serves; null: it ended before. */
  readonly served: Promise<string | null>;
  readonly kill: () => Promise<void>;
  /** Resolves once the process is gone. */
  readonly ended: Promise<ReplicaEnd>;
};

export type Spares = {
  /** Starts a replica; the next process begins to load meanwhile. */
  readonly take: (order: object) => Promise<ChildReplica>;
  readonly close: () => Promise<void>;
};

/**
 * Keeps some processes loaded, because loading takes longer than anything that a replica does before it is killed.
 *
 * @param most how many are started in all.
 */
export function keepSpares(program: string, most: number): Spares {
  const alive = new Set<ChildProcess>();
  let started = 0;
  const start = (): Spare => {
    started++;
    const child = spawn(process.execPath, [program], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...COMPILED },
    });
    alive.add(child);
    const ended = once(child, "exit").finally(() => alive.delete(child));
    // A child that was killed takes no more lines.
    child.stdin?.on("error", () => undefined);
    if (child.stdout === null) throw new TypeError("The child has no output.");
    const lines = createInterface(child.stdout);
    const ready = once(lines, "line");
    ready.catch(() => undefined);
    return { child, lines, ready, ended };
  };
  const waiting: Spare[] = [];
  return {
    take: async (order) => {
      const spare = waiting.shift() ?? start();
      if (started < most) waiting.push(start());
      const { child, lines, ready, ended } = spare;
      const early = ended.then(() => null);
      await Promise.race([ready, early]);
      let diedAt: string | null = null;
      const url = new Promise<string>((resolve) => {
        lines.on("line", (line) => {
          const [word, what] = line.split(" ");
          if (what === undefined) return;
          if (word === "serves") resolve(what);
          else diedAt = what;
        });
      });
      // The last line may come after the end.
      const closed = once(lines, "close");
      child.stdin?.write(`${JSON.stringify(order)}\n`);
      return {
        served: Promise.race([url, early]),
        ended: Promise.all([ended, closed]).then(
          (): ReplicaEnd => (child.signalCode === "SIGKILL" ? { kind: "killed", at: diedAt } : { kind: "by-itself" }),
        ),
        kill: async () => {
          child.kill("SIGKILL");
          await ended;
        },
      };
    },
    close: async () => {
      await Promise.all(
        [...alive].map(async (child) => {
          const ended = once(child, "exit");
          child.kill("SIGKILL");
          await ended;
        }),
      );
    },
  };
}
