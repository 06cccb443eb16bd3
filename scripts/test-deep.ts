import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../hardhat.config.ts";
import { forgiveLeaving, lineOf, readOptions } from "./lib/command.ts";

// The same tests as `npm test`, tried harder: fuzz tests with 10,000 inputs, invariants over longer sequences of acts,
// the decision rule of the contract against that of the SDK over 100,000 panels, and the verify page before a registry whose
// receipt is wrong in each of its bytes.
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FUZZ_RUNS = 10_000;
const INVARIANT = { runs: 64, depth: 500, failOnRevert: true };

async function testContracts(): Promise<boolean> {
  // Runs that a test asks for in a comment are of the profile "default".
  const profiles = { default: {}, deep: { fuzz: { runs: FUZZ_RUNS }, invariant: INVARIANT } };
  const hre = await createHardhatRuntimeEnvironment({ ...config, test: { solidity: { profiles } } }, {}, root);
  const result = await hre.tasks.getTask(["test", "solidity"]).run({ testProfile: "deep" });
  return typeof result === "object" && result !== null && "success" in result && result.success === true;
}

function testTypeScript(): boolean {
  const files = ["test/e2e/decision-rule.test.ts", "test/e2e/verify-browser.test.ts"];
  const args = [join(root, "node_modules/vitest/vitest.mjs"), "run", ...files];
  const env = { ...process.env, PEERSEAL_DEEP: "1" };
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env }).status === 0;
}

async function main(): Promise<void> {
  readOptions([]);
  const contracts = await testContracts();
  const typescript = testTypeScript();
  process.stdout.write(
    `${FUZZ_RUNS.toLocaleString("en-US")} inputs a fuzz test, ${INVARIANT.runs} sequences of ${INVARIANT.depth} acts an invariant: ` +
      `contracts ${contracts ? "passed" : "FAILED"}, decision rule and lying registries ${typescript ? "passed" : "FAILED"}\n`,
  );
  process.exitCode = contracts && typescript ? 0 : 1;
}

forgiveLeaving(process.stdout);
main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
