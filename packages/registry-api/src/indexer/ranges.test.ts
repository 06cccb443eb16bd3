import { expect, test } from "vitest";
import { createRanges, FIRST_BLOCKS, MOST_BLOCKS } from "./ranges.js";

test("asks for more while answers are quick and light, and for less when they are not", () => {
  const ranges = createRanges();
  expect(ranges.next("a")).toBe(FIRST_BLOCKS);
  ranges.gave("a", FIRST_BLOCKS, 10, 1_000);
  expect(ranges.next("a")).toBe(2 * FIRST_BLOCKS);
  // A short range tells nothing of a long one.
  ranges.gave("a", 3, 10, 1_000);
  expect(ranges.next("a")).toBe(2 * FIRST_BLOCKS);
  ranges.gave("a", 2 * FIRST_BLOCKS, 10_000, 1_000);
  expect(ranges.next("a")).toBe(FIRST_BLOCKS);
  ranges.gave("a", FIRST_BLOCKS, 10, 50_000_000);
  expect(ranges.next("a")).toBe(FIRST_BLOCKS / 2);
});

test("remembers of each endpoint what it refused, and forgets it after a while", () => {
  const ranges = createRanges();
  ranges.refused("a", 40);
  expect([ranges.next("a"), ranges.next("b")]).toEqual([20, FIRST_BLOCKS]);
  for (let i = 0; i < 150; i++) ranges.gave("a", ranges.next("a"), 10, 1_000);
  expect(ranges.next("a")).toBe(20);
  for (let i = 0; i < 100; i++) ranges.gave("a", ranges.next("a"), 10, 1_000);
  expect(ranges.next("a")).toBe(MOST_BLOCKS);
});
