import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "packages/*/src/**/*.test.tsx",
      "scripts/**/*.test.ts",
      "test/e2e/**/*.test.ts",
    ],
    // Tests start real chains, databases and processes on machines with two cores: few at once, with time to spare.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    env: { HARDHAT_DISABLE_TELEMETRY: "true", NO_COLOR: "1" },
  },
});
