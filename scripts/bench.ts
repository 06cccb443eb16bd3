import { arch, cpus, platform } from "node:os";
import { parseArgs } from "node:util";
import { type Compared, type Comparison, compare } from "./bench/compare.ts";
import { credentials } from "./bench/credentials.ts";
import { json } from "./bench/json.ts";
import { merkle } from "./bench/merkle.ts";
import { verifying } from "./bench/verify.ts";

// Ours beside what others use for the same work, in one process: medians and ratios, of this machine and this run only.
// `npm run bench -- <name>...` picks some; `--json` leaves stdout to one line of JSON and prints the rest to stderr.
type Prepared = { readonly comparisons: readonly Comparison[]; readonly close?: () => Promise<void> };

const ROUNDS = 5;
const BENCHES: Readonly<Record<string, () => Promise<Prepared>>> = {
  merkle: async () => ({ comparisons: merkle() }),
  credentials: async () => ({ comparisons: await credentials() }),
  json: async () => ({ comparisons: await json() }),
  verify: verifying,
};

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

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(BENCHES);
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
const out = values.json ? process.stderr : process.stdout;
const machine = { node: process.version, platform: `${platform()}-${arch()}`, cpu: cpus()[0]?.model ?? "unknown" };

if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark "${unknown[0]}". Benchmarks: ${Object.keys(BENCHES).join(", ")}.\n`);
  process.exitCode = 1;
} else {
  out.write(`Node ${machine.node}, ${machine.platform}, ${machine.cpu}, one process, median of ${ROUNDS} rounds\n`);
  out.write(
    "(fastest to slowest); ratios compare the speed of the first line with this one: above 1, the first is faster.\n\n",
  );
  const results: Compared[] = [];
  for (const name of names) {
    const { comparisons, close } = (await BENCHES[name]?.()) ?? { comparisons: [] };
    try {
      for (const comparison of comparisons) {
        const compared = await compare(comparison, ROUNDS);
        out.write(textOf(compared));
        results.push(compared);
      }
    } finally {
      await close?.();
    }
  }
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ schema: "peerseal.bench/1", machine, rounds: ROUNDS, results })}\n`);
  }
}
