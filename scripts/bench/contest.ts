import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { medianOf, mustAgree } from "./compare.ts";

/** One way to do a piece of work, in a process of its own, so that its memory is its own too. */
export type Entrant = {
  readonly name: string;
  /** File in `contenders/` that prepares the work: see `Prepare`. */
  readonly module: string;
  /** Rounds, where fewer than the others': some take minutes. */
  readonly rounds?: number;
};

/** What a contender's module exports as `prepare`. */
export type Prepare = (n: number) => Promise<Work>;
/** Does the work once and says what came out: the same text for everyone who did the same work. */
export type Work = () => Promise<string>;

export type Standing = {
  readonly name: string;
  /** Median over the rounds. */
  readonly perSecond: number;
  /** Peak of the process's resident memory, preparation included. */
  readonly peakMB: number;
};

/** What the parent asks of a contender, and what it is told. */
export type Order = { readonly module: string; readonly n: number } | "run" | "end";
export type Report =
  | { readonly state: "ready" }
  | { readonly state: "ran"; readonly ms: number; readonly outcome: string }
  | { readonly state: "ended"; readonly peakMB: number }
  | { readonly state: "failed"; readonly message: string };

/**
 * Has every entrant do the same work, each once for warming up and then once a round, each round beginning with another.
 *
 * @throws where one fails, or the outcomes differ
 */
export async function contest(n: number, entrants: readonly Entrant[], rounds: number): Promise<Standing[]> {
  const running: { readonly entrant: Entrant; readonly child: ChildProcess; readonly times: number[] }[] = [];
  try {
    for (const entrant of entrants) {
      const child = fork(fileURLToPath(new URL("./contender.ts", import.meta.url)), { stdio: ["ignore", 2, 2, "ipc"] });
      running.push({ entrant, child, times: [] });
      await ask(child, { module: entrant.module, n }, "ready");
    }
    const outcomes = new Map<string, string>();
    const runOne = async ({ entrant, child }: (typeof running)[number]) => {
      const { ms, outcome } = await ask(child, "run", "ran");
      outcomes.set(entrant.name, outcome);
      mustAgree(`${[...outcomes.keys()].join(", ")}: the outcomes are the same`, new Set(outcomes.values()).size === 1);
      return ms;
    };
    for (const one of running) if (one.entrant.rounds !== 1) await runOne(one);
    for (let round = 0; round < rounds; round++) {
      for (const turn of running.keys()) {
        const one = running[(round + turn) % running.length];
        if (one === undefined || one.times.length >= (one.entrant.rounds ?? rounds)) continue;
        one.times.push(await runOne(one));
      }
    }
    const standings: Standing[] = [];
    for (const { entrant, child, times } of running) {
      const { peakMB } = await ask(child, "end", "ended");
      standings.push({
        name: entrant.name,
        perSecond: rounded((n * 1_000) / medianOf(times)),
        peakMB: rounded(peakMB),
      });
    }
    return standings;
  } finally {
    for (const { child } of running) child.kill();
  }
}

async function ask<State extends Report["state"]>(
  child: ChildProcess,
  order: Order,
  state: State,
): Promise<Report & { readonly state: State }> {
  const answer = once(child, "message");
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`A contender ended with ${code}.`);
  });
  ended.catch(() => undefined);
  child.send(order);
  const [report]: Report[] = await Promise.race([answer, ended]);
  if (report?.state !== state)
    throw new Error(report?.state === "failed" ? report.message : "A contender is confused.");
  return report as Report & { readonly state: State };
}

/** To four digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
