import { createRequire } from "node:module";
import type { Artifact, ArtifactId, SuiteResult } from "@nomicfoundation/edr";
import type { SolcOutput } from "../lib/solidity.ts";

// Hardhat's own runner of Solidity tests, given its artifacts directly: nothing is written to the disk.
const fromHardhat = createRequire(createRequire(import.meta.url).resolve("hardhat/package.json"));
const edr: typeof import("@nomicfoundation/edr") = fromHardhat("@nomicfoundation/edr");

const VERSION = "0.8.37";
const SEED = "0x7727ea51af0441c20da14dcd68a15dac8c9ebd589c5be8fa8c87c1d3720450bc";

/** How many inputs a fuzz test tries, and how long the sequences of an invariant test are. */
export type Effort = { readonly runs: number; readonly sequences: number; readonly depth: number };

/** What a run of tests says: the tests that failed, and how many passed. */
export type Verdict = { readonly failed: readonly string[]; readonly passed: number };

/** The contracts of a compilation, for the runner. */
export function artifactsOf(output: SolcOutput): readonly Artifact[] {
  return Object.entries(output.contracts).flatMap(([source, contracts]) =>
    Object.entries(contracts).map(([name, { abi = [], evm }]) => ({
      id: { name, source, solcVersion: VERSION },
      contract: {
        abi: JSON.stringify(abi),
        bytecode: hex(evm?.bytecode?.object),
        deployedBytecode: hex(evm?.deployedBytecode?.object),
        linkReferences: {},
        deployedLinkReferences: {},
      },
    })),
  );
}

function hex(code = ""): string {
  return `0x${code}`;
}

/** The test contracts among artifacts. */
export function suitesOf(artifacts: readonly Artifact[]): readonly ArtifactId[] {
  return artifacts
    .filter(({ contract }) => contract.bytecode !== "0x" && /"name":"(?:test|invariant)/.test(contract.abi))
    .map(({ id }) => id);
}

/** Runs suites one by one and stops after the first with a failure, which is enough to kill a mutant. */
export async function runSuites(
  root: string,
  artifacts: readonly Artifact[],
  suites: readonly ArtifactId[],
  effort: Effort,
): Promise<Verdict> {
  const context = await prepared();
  let passed = 0;
  for (const suite of suites) {
    const result = await runSuite(context, root, artifacts, suite, effort);
    const tests = result.testResults;
    const failed = tests.filter(({ status }) => status === "Failure").map(({ name }) => `${suite.source} ${name}`);
    passed += tests.length - failed.length;
    if (failed.length > 0) return { failed, passed };
  }
  return { failed: [], passed };
}

/** Runs one suite. Its result may come after the run says that it is over. */
function runSuite(
  context: InstanceType<typeof edr.EdrContext>,
  root: string,
  artifacts: readonly Artifact[],
  suite: ArtifactId,
  effort: Effort,
): Promise<SuiteResult> {
  return new Promise((resolve, reject) => {
    context
      .runSolidityTests(
        edr.L1_CHAIN_TYPE,
        [...artifacts],
        [suite],
        {
          projectRoot: root,
          hardfork: "osaka",
          // A mutant that never ends must fail; no test needs a tenth of this.
          gasLimit: 2_000_000_000n,
          disableBlockGasLimit: true,
          disableTransactionGasCap: true,
          localPredeploys: edr.l1GenesisState(edr.l1HardforkFromString("osaka")),
          collectStackTraces: edr.CollectStackTraces.OnFailure,
          fuzz: { runs: effort.runs, seed: SEED },
          invariant: { runs: effort.sequences, depth: effort.depth, failOnRevert: true },
        },
        {},
        resolve,
      )
      .catch(reject);
  });
}

let ready: Promise<InstanceType<typeof edr.EdrContext>> | undefined;

function prepared(): Promise<InstanceType<typeof edr.EdrContext>> {
  ready ??= (async () => {
    const context = new edr.EdrContext();
    await context.registerSolidityTestRunnerFactory(edr.L1_CHAIN_TYPE, edr.l1SolidityTestRunnerFactory());
    return context;
  })();
  return ready;
}
