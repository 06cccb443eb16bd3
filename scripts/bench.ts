import { arch, cpus, platform } from "node:os";
import { parseArgs } from "node:util";
import { accept } from "./bench/accept.ts";
import { type Compared, type Comparison, compare } from "./bench/compare.ts";
import { CONTESTS } from "./bench/contests.ts";
import { json } from "./bench/json.ts";
import { lens } from "./bench/lens.ts";
import { read } from "./bench/read.ts";
import { refusals } from "./bench/refusals.ts";
import { size } from "./bench/size.ts";
import { web } from "./bench/web.ts";
import { forgiveLeaving, lineOf } from "./lib/command.ts";

/*
 * Ours beside what others use for the same work: medians and ratios, of this machine and this run only.
 *
 *   npm run bench -- [issue] [verify] [merkle] [accept] [read] [index] [json] [lens] [refuse] [web] [size] [--count N] [--rounds N] [--json]
 *
 * `index` backfills N events (1,000,000) from a stub and 100,000 from a real chain, beside Ponder, which it installs in
 * `cache/bench-ponder` the first time; it needs npm's registry for that.
 * `issue`, `verify` and `merkle` give each contender a process of its own and alternate between them; `json`, `lens` and
 * `refuse` compare ways of ours in this process. `--json` leaves stdout to one line of JSON a benchmark, and prints the
 * rest to stderr. `issue --count N` issues one whole batch in all threads. `accept` and `read` put load on a running
 * registry, `--rounds` seconds for each kind of it; for `read` it holds a million credentials, or `--count`. `web` opens the
 * pages of the demo network in a browser; `size` weighs what a visitor of the built web app loads.
 */
type Prepared = { readonly comparisons: readonly Comparison[]; readonly close?: () => Promise<void> };

const COMPARISONS: Readonly<Record<string, () => Promise<Prepared>>> = {
  json: async () => ({ comparisons: await json() }),
  lens,
  refuse: async () => ({ comparisons: refusals() }),
};
/** Load on a running registry. `count`: of credentials, where not the standard one. */
type Loading = (seconds: number, count?: number) => Promise<{ readonly text: string; readonly line: object }>;
const LOADS: Readonly<Record<string, Loading>> = { accept, read, web };
const WEIGHINGS: Readonly<Record<string, () => ReturnType<Loading>>> = { size };
const NAMES = [CONTESTS, COMPARISONS, LOADS, WEIGHINGS].flatMap((kind) => Object.keys(kind));

type Options = {
  readonly names: readonly string[];
  readonly count: number | null;
  readonly rounds: number;
  readonly json: boolean;
};

/** @throws Error with one line for people */
function readOptions(): Options {
  const { values, positionals } = parseArgs({
    options: { json: { type: "boolean", default: false }, count: { type: "string" }, rounds: { type: "string" } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new Error(`There is no benchmark "${unknown}". Benchmarks: ${NAMES.join(", ")}.`);
  const whole = (name: string, text: string | undefined) => {
    if (text === undefined) return null;
    if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`--${name} takes a whole number from 1 to 9999999.`);
    return Number(text);
  };
  return {
    names: positionals.length > 0 ? positionals : NAMES,
    count: whole("count", values.count),
    rounds: whole("rounds", values.rounds) ?? 3,
    json: values.json,
  };
}

function textOf({ says, timings }: Compared): string {
  const widest = Math.max(...timings.map(({ name }) => name.length));
  const lines = timings.map(({ name, medianMs, fastestMs, slowestMs, speed, ratio }) => {
    const times = `${medianMs.toFixed(1).padStart(9)} ms  (${fastestMs.toFixed(1)} to ${slowestMs.toFixed(1)})`.padEnd(
      34,
    );
    const rate = `${Math.round(speed).toLocaleString("en-US").padStart(9)}/s`;
    return `  ${name.padEnd(widest)}  ${times}  ${rate}  ${ratio === null ? "" : `first / this: ${ratio.toFixed(2)}`}`.trimEnd();
  });
  return `${says}\n${lines.join("\n")}\n\n`;
}

async function compareHere(name: string, rounds: number, out: NodeJS.WriteStream): Promise<object> {
  const { comparisons, close } = (await COMPARISONS[name]?.()) ?? { comparisons: [] };
  try {
    const results: Compared[] = [];
    for (const comparison of comparisons) {
      const compared = await compare(comparison, rounds);
      out.write(textOf(compared));
      results.push(compared);
    }
    return { bench: name, rounds, results };
  } finally {
    await close?.();
  }
}

async function main(): Promise<void> {
  const { names, count, rounds, json } = readOptions();
  const out = json ? process.stderr : process.stdout;
  for (const stream of [process.stdout, process.stderr]) forgiveLeaving(stream);
  const machine = `Node ${process.version}, ${platform()}-${arch()}, ${cpus().length} cores of ${cpus()[0]?.model ?? "unknown"}`;
  out.write(`${machine}; medians of ${rounds} rounds;\nabove 1, the first is so many times as fast.\n\n`);
  for (const name of names) {
    const contested =
      (await CONTESTS[name]?.({ count, rounds })) ??
      (await LOADS[name]?.(Math.max(rounds, 3), count ?? undefined)) ??
      (await WEIGHINGS[name]?.());
    if (contested !== undefined) out.write(contested.text);
    const line = contested?.line ?? (await compareHere(name, rounds, out));
    if (json) process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

main().catch((error: unknown) => {
  const isUsage = error instanceof Error && (!("code" in error) || String(error.code).startsWith("ERR_PARSE_ARGS"));
  process.stderr.write(`${isUsage ? error.message : lineOf(error)}\n`);
  process.exitCode = 1;
});
