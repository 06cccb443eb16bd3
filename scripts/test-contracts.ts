import { resolve } from "node:path";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { z } from "zod";
import config, { compiler, solidity } from "../hardhat.config.ts";
import { ROOT, writeReport } from "./lib/report.ts";

// Runs the Solidity tests and counts them from Hardhat's own results: it has no report file of its own. What they are
// compiled to stands in the cache: artifacts and types stay as they were built, for others that read them meanwhile.
const Outcome = z.object({
  success: z.boolean(),
  value: z
    .object({
      summary: z.object({ passed: z.int(), failed: z.int(), skipped: z.int() }),
      suiteResults: z.array(
        z.object({
          id: z.object({ name: z.string(), source: z.string() }),
          testResults: z.array(z.object({ name: z.string(), status: z.string() })),
        }),
      ),
    })
    .optional(),
  error: z.unknown().optional(),
});

const open = (settings: object) =>
  createHardhatRuntimeEnvironment(
    { ...config, plugins: [], solidity: { compilers: [], ...settings, splitTestsCompilation: true } },
    {},
    ROOT,
  );

// What tests deploy is what networks do; the tests themselves would take longer to optimise than they then save. Of the
// optimiser only what keeps the stack of inline assembly small is needed.
const details = { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: "u:" } };
const unoptimised = { ...compiler, settings: { ...compiler.settings, optimizer: { enabled: false, details } } };

await (await open(solidity)).tasks.getTask("build").run({ noTests: true });
const testFiles = process.argv.slice(2).map((path) => resolve(path));
const result: unknown = await (await open({ compilers: [unoptimised] })).tasks
  .getTask(["test", "solidity"])
  .run({ noCompile: true, ...(testFiles.length === 0 ? {} : { testFiles }) });
const outcome = Outcome.parse(result);
const value = outcome.value ?? Outcome.shape.value.unwrap().parse(outcome.error);
const tests = value.suiteResults.flatMap(({ id, testResults }) =>
  testResults.map(({ name, status }) => ({ name: `${id.source} > ${id.name} > ${name}`, status })),
);
const passed = tests.filter(({ status }) => status === "Success").length;
const failed = tests.filter(({ status }) => status === "Failure").length;
writeReport("contracts", {
  passed,
  // A run that ended in an error although no test failed is a failure too.
  failed: failed === 0 && !outcome.success ? 1 : failed,
  names: tests.filter(({ status }) => status === "Failure").map(({ name }) => name),
});
process.exitCode = outcome.success && passed > 0 ? 0 : 1;
