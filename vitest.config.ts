import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/** Groups that are run on their own: `npm test` takes the first two, `npm run fault` the third. */
const PROJECTS = {
  // These share what they import: loading it anew for each file took longer than all of their tests.
  unit: {
    include: ["packages/*/src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts", "test/vectors/**/*.test.ts"],
    isolate: false,
  },
  e2e: { include: ["test/e2e/**/*.test.ts"], isolate: true },
  fault: { include: ["test/fault/**/*.test.ts"], isolate: true },
};

export default defineConfig({
  test: {
    // Tests start real chains, databases, browsers and processes on machines with two cores: few at once, with time to spare.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: Object.entries(PROJECTS).map(([name, { include, isolate }]) => ({
      test: {
        name,
        include,
        isolate,
        pool: "forks",
        // What is built runs as it is: to transform it anew for each file took longer than to load it.
        server: { deps: { external: [/\/packages\/[a-z-]+\/dist\//] } },
        testTimeout: 180_000,
        hookTimeout: 240_000,
        expect: { poll: { timeout: 60_000 } },
        // A spy of one file is nothing to the next.
        restoreMocks: true,
        env: { HARDHAT_DISABLE_TELEMETRY: "true", NO_COLOR: "1" },
      },
    })),
  },
});
