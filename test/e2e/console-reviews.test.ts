import { afterAll, afterEach, describe, vi } from "vitest";
import { closeReviewsWorld, keepFailed } from "./reviews.world.ts";

// Each is a whole job with a dozen screens: on a busy machine that takes longer than a request.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 240_000 });

// One network and one browser for all of these: what one brings about, the next ones go on from.
afterAll(closeReviewsWorld);
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await keepFailed();
});

describe("a course version", async () => {
  await import("./reviews-course.tests.ts");
});
describe("a review from its opening to its result", async () => {
  await import("./reviews-whole.tests.ts");
});
describe("what ends without a result", async () => {
  await import("./reviews-advice.tests.ts");
});
describe("a panel that changes", async () => {
  await import("./reviews-panel.tests.ts");
});
describe("what follows a result", async () => {
  await import("./reviews-results.tests.ts");
});
describe("concerns", async () => {
  await import("./reviews-concerns.tests.ts");
});
