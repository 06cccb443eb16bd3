import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatKeystore from "@nomicfoundation/hardhat-keystore";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";

const require = createRequire(import.meta.url);

export const compiler = {
  version: "0.8.37",
  path: require.resolve("solc/soljson.js"),
  settings: { optimizer: { enabled: true, runs: 800 }, evmVersion: "prague" },
};

/** The largest contract. */
const ROUNDS = "contracts/round/RoundRegistry.sol";

// What a network deploys is compiled through the intermediate representation: smaller, and cheaper to call. The rest is
// compiled without it, in a tenth of the time; tests even without the optimiser (scripts/test-contracts.ts).
const deployed = [
  "contracts/network/MemberRegistry.sol",
  "contracts/course/RubricRegistry.sol",
  ROUNDS,
  "contracts/round/FollowUpRegistry.sol",
  "contracts/round/QualityPolicy.sol",
  "contracts/network/VerificationLens.sol",
  "contracts/network/NetworkDirectory.sol",
  "contracts/governance/InstitutionGovernor.sol",
];
const throughIr = { ...compiler, settings: { ...compiler.settings, viaIR: true } };
// Smaller for a few units of gas an act.
const small = { ...throughIr, settings: { ...throughIr.settings, optimizer: { enabled: true, runs: 200 } } };

export const solidity = {
  compilers: [compiler],
  overrides: Object.fromEntries(deployed.map((source) => [source, source === ROUNDS ? small : throughIr])),
};

export default defineConfig({
  plugins: [hardhatEthers, hardhatKeystore, hardhatTypechain],
  solidity,
  paths: {
    sources: "contracts",
    tests: { solidity: "test" },
    artifacts: "artifacts",
    cache: "cache",
  },
  typechain: { outDir: "packages/sdk/src/chain/generated" },
});
