import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import * as crashing from "../../scripts/fault/crash.ts";
import { holds } from "../../scripts/fault/line.ts";
import * as reorganising from "../../scripts/fault/reorg.ts";
import * as misbehaving from "../../scripts/fault/rpc.ts";
import { makeWorld, type Server, startServer, type World } from "../../scripts/fault/world.ts";

/** Short forms of `npm run fault -- crash|reorg|rpc`; a seed that once failed is added to the file. */
const SEEDS = z
  .array(
    z.strictObject({
      fault: z.enum(["crash", "rpc", "reorg"]),
      seed: z.int(),
      /** Faults, seconds or reorganisations. */
      amount: z.int().min(1),
      says: z.string(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL("../faults/seeds.json", import.meta.url), "utf8")));
const of = (fault: string) => SEEDS.filter((one) => one.fault === fault);
const HELD = { lost: 0, double: 0, wrongRows: 0, held: true };

// Replicas start, and things come to their end, as fast as the machine lets them.
vi.setConfig({ testTimeout: 300_000 });

let server: Server;
let world: World;

beforeAll(async () => {
  server = await startServer();
  world = await makeWorld(server, crashing.SLOTS);
});

afterAll(async () => {
  await world?.close();
  await server?.close();
});

test.each(of("crash"))("crash $seed: $says, and nothing is lost or done twice", async ({ seed, amount }) => {
  const line = await crashing.crash(world, { faults: amount, seed, plant: null });
  expect(line).toMatchObject({ ...HELD, fault: "crash", faults: amount, seed });
  expect(line.accepted).toBeGreaterThan(10);
});

test.each(of("rpc"))("rpc $seed: $says, and every row is the chain's", async ({ seed, amount }) => {
  const line = await misbehaving.misbehave(world, { seconds: amount, seed });
  expect(line).toMatchObject({ ...HELD, fault: "rpc", seed });
  expect(line.faults).toBeGreaterThan(10);
  expect(line.accepted).toBeGreaterThan(0);
});

test("a registry that broadcasts before it stores is found", async () => {
  const line = await crashing.crash(world, { faults: 8, seed: 1, plant: "broadcast-before-store" });
  expect(line.double).toBeGreaterThan(0);
  expect(holds(line)).toBe(false);
});

test.each(of("reorg"))("reorg $seed: $says, and the index is that of a rebuild", async ({ seed, amount }) => {
  const fresh = await makeWorld(server, reorganising.SLOTS);
  try {
    const { lines, ...found } = await reorganising.reorganise(fresh, { chain: 0, seed, count: amount });
    expect(lines).toEqual([]);
    expect(found).toMatchObject({ ...HELD, reorgs: amount, rebuilds: amount });
    expect(found.accepted).toBeGreaterThan(0);
  } finally {
    await fresh.close();
  }
});
