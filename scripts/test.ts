import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { clearReports, ROOT, readReport, readVitestReport, reportPath, total } from "./lib/report.ts";

// The whole check: lint, Solidity tests, TypeScript tests. All run even when one fails; the counts are those of the
// reports they leave, and the last line says them.
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");

function run(title: string, args: readonly string[]): void {
  process.stdout.write(`\n== ${title}\n`);
  spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
}

clearReports();
run("Lint", ["scripts/lint.ts"]);
run("Contracts", ["scripts/test-contracts.ts"]);
run("TypeScript", [
  VITEST,
  "run",
  "--project=unit",
  "--project=e2e",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${reportPath("typescript")}`,
]);

const { passed, failed, names } = total([readReport("lint"), readReport("contracts"), readVitestReport("typescript")]);
if (names.length > 0) process.stdout.write(`\nFailed:\n${names.map((name) => `  ${name}\n`).join("")}`);
const summary = `${passed} passed, ${failed} failed`;
writeFileSync(join(ROOT, "reports", "summary.txt"), `${summary}\n`);
process.stdout.write(`\n${summary}\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
