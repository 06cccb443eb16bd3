import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PeersealError } from "@peerseal/sdk";
import { forgiveLeaving, lineOf } from "./lib/command.ts";
import { compile, errorsOf, readSources } from "./lib/solidity.ts";
import { filesBelow } from "./mutate/files.ts";
import { apply, type Mutant, mutantsOf } from "./mutate/generate.ts";
import { digestOf, Journal } from "./mutate/journal.ts";
import { linesOf, plant, readAccepted, readPlanted } from "./mutate/lists.ts";
import { sampleOf } from "./mutate/sample.ts";
import { FACTS_AND_POLICY } from "./mutate/targets.ts";
import { type Fate, Trials } from "./mutate/trial.ts";

// Changes the contracts one by one and asks the Solidity tests: a change that they let pass survives. `--sample n` tries
// n of all changes (0: all), drawn by `--seed s`; `--only prefix` those of some files; `--planted` the twelve faults of
// test/faults. Writes nothing but its journal under cache/, from which a run that was ended goes on.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_KILLED = 90;

type Tried = { readonly mutant: Mutant; readonly fate: Fate; readonly before: string; readonly after: string };

function readOptions() {
  const options = {
    sample: { type: "string", default: "300" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "contracts/" },
    planted: { type: "boolean", default: false },
  } as const;
  try {
    const { sample, seed, only, planted } = parseArgs({ options }).values;
    if (/^\d{1,9}$/.test(sample) && /^\d{1,9}$/.test(seed)) {
      return { sample: Number(sample), seed: Number(seed), only, planted };
    }
  } catch {
    // The message below names all options.
  }
  throw new PeersealError(
    "config-invalid",
    "The options are --sample <number>, --seed <number>, --only <path prefix> and --planted; there are no others.",
  );
}

function targetsBelow(prefix: string): readonly string[] {
  const files = FACTS_AND_POLICY.flatMap((path) => filesBelow(root, path.replace(/\/$/, ""), ".sol"));
  const chosen = files.filter((file) => file.startsWith(prefix));
  if (chosen.length === 0) throw new PeersealError("config-invalid", `No contract begins with ${prefix}.`);
  return chosen;
}

function mutantsBelow(prefix: string): readonly Mutant[] {
  const files = targetsBelow(prefix);
  const output = compile(readSources(root, files), { stopAfter: "parsing", outputSelection: { "*": { "": ["ast"] } } });
  const [error] = errorsOf(output);
  if (error !== undefined) throw new PeersealError("config-invalid", `The contracts do not compile: ${error}`);
  return files.flatMap((file) => mutantsOf(file, textOf(file), output.sources[file]?.ast));
}

function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Digest of all that decides a fate besides the change itself. */
function surroundings(): string {
  const files = [...filesBelow(root, "contracts", ".sol"), ...filesBelow(root, "test", ".sol")];
  return digestOf(...files.flatMap((file) => [file, textOf(file)]));
}

async function tryPlanted(trials: Trials): Promise<boolean> {
  const faults = readPlanted(join(root, "test/faults/planted.json"));
  let killed = 0;
  for (const fault of faults) {
    const fate = await trials.try(fault.file, plant(fault, textOf(fault.file)));
    if (fate.fate === "killed") ++killed;
    const by = fate.fate === "killed" ? `killed by ${fate.by}` : fate.fate;
    process.stdout.write(`${fault.name}: ${by}\n  ${fault.says}\n`);
  }
  process.stdout.write(`${killed} of ${faults.length} planted faults killed\n`);
  return killed === faults.length;
}

async function tryAll(trials: Trials, mutants: readonly Mutant[]): Promise<readonly Tried[]> {
  const journal = new Journal(join(root, "cache/mutate/journal.jsonl"));
  const around = surroundings();
  const tried: Tried[] = [];
  const faults = new Set<string>();
  for (const [place, mutant] of mutants.entries()) {
    const text = textOf(mutant.file);
    const changed = apply(text, mutant);
    const key = digestOf(around, mutant.file, changed);
    const known = journal.find(key);
    const fate = known ?? (await fateOf(trials, mutant.file, changed, faults));
    if (fate === null) continue;
    if (known === undefined) journal.add(key, fate);
    const lines = linesOf(text, mutant);
    tried.push({ mutant, fate, ...lines });
    if (fate.fate === "survived") process.stderr.write(`survived ${sayOf({ mutant, fate, ...lines })}\n`);
    if ((place + 1) % 25 === 0) process.stderr.write(`peerseal: ${place + 1} of ${mutants.length}\n`);
  }
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  return tried;
}

/** Null where the tests of the file cannot judge it, which is said once. */
async function fateOf(trials: Trials, file: string, text: string, faults: Set<string>): Promise<Fate | null> {
  try {
    return await trials.try(file, text);
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    faults.add(error.message);
    return null;
  }
}

function sayOf({ mutant, before, after }: Tried): string {
  return `${mutant.file}:${mutant.line} ${mutant.operator} in ${mutant.where}\n  - ${before}\n  + ${after}`;
}

function report(tried: readonly Tried[], wanted: number, all: number): boolean {
  const accepted = readAccepted(join(root, "scripts/mutate/accepted.json"));
  const count = (fate: Fate["fate"]) => tried.filter((each) => each.fate.fate === fate).length;
  const survivors = tried.filter(({ fate }) => fate.fate === "survived");
  let unexplained = 0;
  for (const survivor of survivors) {
    const { file } = survivor.mutant;
    const known = accepted.find(
      (each) => each.file === file && each.before === survivor.before && each.after === survivor.after,
    );
    if (known === undefined) ++unexplained;
    process.stdout.write(`survived ${sayOf(survivor)}\n  ${known?.reason ?? "no reason is given for this one"}\n`);
  }
  const killed = count("killed");
  const judged = killed + survivors.length;
  const percent = judged === 0 ? 0 : (100 * killed) / judged;
  process.stdout.write(
    `${tried.length} of ${all} changes tried: ${killed} killed, ${survivors.length} survived (${unexplained} without a reason), ` +
      `${count("invalid")} do not compile, ${count("equal")} give the same code; ${percent.toFixed(1)} % killed\n`,
  );
  return percent >= LEAST_KILLED && unexplained === 0 && tried.length === wanted;
}

async function main(): Promise<void> {
  const options = readOptions();
  const trials = new Trials(root);
  if (options.planted) {
    if (!(await tryPlanted(trials))) process.exitCode = 1;
    return;
  }
  const mutants = mutantsBelow(options.only);
  const sample = sampleOf(mutants, options.sample, options.seed);
  const tried = await tryAll(trials, sample);
  if (!report(tried, sample.length, mutants.length)) process.exitCode = 1;
}

forgiveLeaving(process.stdout);
main()
  .catch((error: unknown) => {
    process.stderr.write(`${lineOf(error)}\n`);
    process.exitCode = 1;
  })
  // The test runner's threads keep the process alive.
  .finally(() => process.exit());
