import { afterAll, beforeAll, describe } from "vitest";
import { closeDemoWorld, demoWorld, SEEDING_MS } from "./explorer.world.ts";

// One demo network and one browser for all of these: making them takes longer than most of the tests.
beforeAll(demoWorld, SEEDING_MS);
afterAll(closeDemoWorld);

describe("the explorer", async () => {
  await import("./explorer.tests.ts");
});
// What is proposed and voted here changes what the explorer shows.
describe("governance", async () => {
  await import("./govern-page.tests.ts");
});
