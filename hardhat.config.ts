import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";

const require = createRequire(import.meta.url);

export default defineConfig({
  plugins: [hardhatEthers, hardhatTypechain],
  solidity: {
    version: "0.8.37",
    path: require.resolve("solc/soljson.js"),
    settings: { optimizer: { enabled: true, runs: 800 }, evmVersion: "prague" },
  },
  paths: {
    sources: "contracts",
    tests: { solidity: "test" },
    artifacts: "artifacts",
    cache: "cache",
  },
  typechain: { outDir: "packages/sdk/src/chain/generated" },
});
