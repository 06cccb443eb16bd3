import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type FaultLine, holds, Usage } from "./fault/line.ts";
import { forgiveLeaving, lineOf } from "./lib/command.ts";
import { ROOT } from "./lib/report.ts";

/*
 * Makes faults on purpose and checks that nothing breaks by them:
 *
 *   npm run fault -- crash [--faults N] [--seed S]    registries killed at every step of intake and anchoring
 *   npm run fault -- reorg [--count N] [--seed S]     the chain reorganised under acts on their way
 *   npm run fault -- rpc [--seconds N] [--seed S]     an endpoint that lies, lags, cuts and is away
 *
 * Progress and findings go to stderr. The last line of stdout is the result as JSON; the exit code is 1 where an
 * invariant is broken. Without a name the longer tests in `test/fault/` are run.
 */
const NAMES = ["crash", "reorg", "rpc", "disk", "restore"] as const;

type Fault = { readonly run: (args: readonly string[]) => Promise<FaultLine> };

async function load(name: string): Promise<Fault> {
  // Each of these modules has this form; which one is known only now.
  return (await import(`./fault/${name}.ts`)) as Fault;
}

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name.startsWith("-")) {
    const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
    const given = name === undefined ? [] : [name, ...args];
    const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "fault", ...given], {
      cwd: ROOT,
      stdio: "inherit",
    });
    process.exitCode = status ?? 1;
    return;
  }
  if (!NAMES.some((known) => known === name))
    throw new Usage(`There is no fault "${name}". Faults: ${NAMES.join(", ")}.`);
  for (const stream of [process.stdout, process.stderr]) forgiveLeaving(stream);
  const line = await (await load(name)).run(args);
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.exitCode = holds(line) ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Usage ? error.message : lineOf(error)}\n`);
  process.exitCode = error instanceof Usage ? 2 : 1;
});
