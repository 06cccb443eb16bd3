import { expect, test } from "vitest";
import { chanceOf } from "./random.ts";

const some = (seed: number, name: string) => {
  const chance = chanceOf(seed, name);
  return Array.from({ length: 40 }, () => chance.between(1, 64));
};

test("the same seed and name give the same chance, others another", () => {
  expect(some(7, "reorg")).toEqual(some(7, "reorg"));
  expect(some(7, "reorg")).not.toEqual(some(8, "reorg"));
  expect(some(7, "reorg")).not.toEqual(some(7, "crash"));
});

test("every value of a range comes, and none beyond it", () => {
  const chance = chanceOf(1, "range");
  const seen = new Set(Array.from({ length: 500 }, () => chance.between(1, 6)));
  expect([...seen].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(chance.bytes(150)).toHaveLength(150);
});
