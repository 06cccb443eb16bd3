import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { clearReports, ROOT, readReport, readVitestReport, reportPath, total } from "./lib/report.ts";

// The whole check: lint, Solidity tests, TypeScript tests. All run even when one fails; the counts are those of the
// reports they leave, and the last line says them.
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");

/** Says on stdout what a part says; `inherit`: at once, `pipe`: together, when it has ended and `turn` has come. */
async function run(title: string, args: readonly string[], stdout: "inherit" | "pipe", turn?: Promise<void>) {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["inherit", stdout, stdout] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => said.push(chunk));
  if (stdout === "inherit") process.stdout.write(`\n== ${title}\n`);
  await new Promise<void>((done) => {
    child.once("error", () => done());
    child.once("close", () => done());
  });
  await turn;
  if (stdout === "pipe") process.stdout.write(`\n== ${title}\n${Buffer.concat(said)}`);
}

clearReports();
// Lint builds what the others load.
await run("Lint", ["scripts/lint.ts"], "inherit");
const typescript = run(
  "TypeScript",
  [
    VITEST,
    "run",
    "--project=unit",
    "--project=e2e",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportPath("typescript")}`,
  ],
  "inherit",
);
// The Solidity compiler and its tests use one core, and the TypeScript tests wait often.
await Promise.all([typescript, run("Contracts", ["scripts/test-contracts.ts"], "pipe", typescript)]);

const { passed, failed, names } = total([readReport("lint"), readReport("contracts"), readVitestReport("typescript")]);
if (names.length > 0) process.stdout.write(`\nFailed:\n${names.map((name) => `  ${name}\n`).join("")}`);
const summary = `${passed} passed, ${failed} failed`;
writeFileSync(join(ROOT, "reports", "summary.txt"), `${summary}\n`);
process.stdout.write(`\n${summary}\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
