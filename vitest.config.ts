import { defineConfig } from "vitest/config";

/** Groups that are run on their own: `npm test` takes the first two, `npm run fault` the third. */
const PROJECTS = {
  unit: ["packages/*/src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "test/vectors/**/*.test.ts"],
  e2e: ["test/e2e/**/*.test.ts"],
  fault: ["test/fault/**/*.test.ts"],
};

export default defineConfig({
  test: {
    // Tests start real chains, databases and processes on machines with two cores: few at once, with time to spare.
    maxWorkers: 2,
    projects: Object.entries(PROJECTS).map(([name, include]) => ({
      test: {
        name,
        include,
        pool: "forks",
        testTimeout: 60_000,
        hookTimeout: 120_000,
        env: { HARDHAT_DISABLE_TELEMETRY: "true", NO_COLOR: "1" },
      },
    })),
  },
});
