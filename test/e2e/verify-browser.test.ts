import { afterAll, describe } from "vitest";
import { closeVerifyWorld } from "./verify-page.world.ts";

// One network and one browser for all of these: making them takes longer than most of the tests.
afterAll(closeVerifyWorld);

describe("the verify page", async () => {
  await import("./verify-page.tests.ts");
});
describe("the verify page that is lied to", async () => {
  await import("./verify-lies.tests.ts");
});
// The last one gives the registry samples.
describe("ways to the verify page", async () => {
  await import("./verify-ways.tests.ts");
});
