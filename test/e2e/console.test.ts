import { afterAll, describe, vi } from "vitest";
import { closeConsole } from "./console.parts.ts";

// Each is a whole job with a dozen screens: on a busy machine that takes longer than a request.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 240_000 });

// One network and one browser for all of these: making them takes longer than most of the tests.
afterAll(closeConsole);

describe("the console", async () => {
  await import("./console-home.tests.ts");
});
describe("batches in the console", async () => {
  await import("./console-batches.tests.ts");
});
describe("courses in the console", async () => {
  await import("./console-courses.tests.ts");
});
describe("what goes wrong in the console", async () => {
  await import("./console-failing.tests.ts");
});
// The last one: afterwards nobody issues any more.
describe("a stolen key in the console", async () => {
  await import("./console-stolen-key.tests.ts");
});
