import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../hardhat.config.ts";
import { linesOf, parseReport, uncovered } from "./coverage-report.ts";
import { forgiveLeaving, lineOf, readOptions } from "./lib/command.ts";

// Hardhat's coverage of the Solidity tests, contract by contract. Facts and policy must be covered whole; what is not
// is listed. Instrumented contracts are kept apart from the others, under cache/; they cost more gas, so that the tests
// that hold gas are left out.
const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main(): Promise<void> {
  readOptions([]);
  const paths = { ...config.paths, artifacts: "cache/coverage/artifacts", cache: "cache/coverage/cache" };
  // The SDK's types hold the bytes that it deploys: they stay those of the contracts as they are.
  const typechain = { ...config.typechain, dontOverrideCompile: true };
  const hre = await createHardhatRuntimeEnvironment({ ...config, paths, typechain }, { coverage: true }, root);
  let printed = "";
  const write = process.stdout.write.bind(process.stdout);
  // Who writes waits to hear that it was written.
  const keep = (text: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    printed += typeof text === "string" ? text : Buffer.from(text).toString();
    const told = typeof encoding === "function" ? encoding : done;
    if (typeof told === "function") process.nextTick(() => told());
    return true;
  };
  process.stdout.write = keep;
  // Tests deploy what networks do by its name: it must be there, instrumented as well.
  await hre.tasks.getTask("build").run({ noTests: true });
  const result = await hre.tasks
    .getTask(["test", "solidity"])
    .run({ testFiles: globSync(join(root, "test/**/*.t.sol")).filter((path) => !path.endsWith("/gas.t.sol")) })
    .finally(() => {
      process.stdout.write = write;
    });
  const passed = typeof result === "object" && result !== null && "success" in result && result.success === true;
  if (!passed) write(printed);
  const files = parseReport(readFileSync(join(root, "coverage/lcov.info"), "utf8"), printed);
  write(linesOf(files));
  const missing = uncovered(files);
  const judged = files.filter(({ isJudged }) => isJudged).length;
  write(
    missing.length === 0
      ? `facts and policy: ${judged} files, all lines and statements covered\n`
      : `facts and policy: ${missing.length} of ${judged} files are not covered whole\n`,
  );
  process.exitCode = passed && missing.length === 0 && judged > 0 ? 0 : 1;
}

forgiveLeaving(process.stdout);
main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
