import { describe, expect, it } from "vitest";
import { drawPlaces, rememberPlaces } from "./places.js";

const seed = (n: number) => n.toString(16).padStart(64, "0");

describe("drawPlaces", () => {
  it.each([1, 2, 16, 1_024])("gives each of %i places once, the same for the same seed", (capacity) => {
    const { order, rank } = drawPlaces(seed(1), capacity);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: capacity }, (_, place) => place));
    expect([...order].map((index) => rank[index])).toEqual([...order.keys()]);
    expect(drawPlaces(seed(1), capacity)).toEqual({ order, rank });
  });

  it("draws every place as often as any other at the start", () => {
    const counts = new Array<number>(8).fill(0);
    for (let n = 0; n < 8_000; n++) {
      const [first = 0] = drawPlaces(seed(n), 8).order;
      counts[first] = (counts[first] ?? 0) + 1;
    }
    // 1,000 each on average; eight standard deviations are 237.
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(237);
  });
});

describe("rememberPlaces", () => {
  it("draws an order once", () => {
    const placesOf = rememberPlaces();
    expect(placesOf(seed(3), 16)).toBe(placesOf(seed(3), 16));
    expect(placesOf(seed(4), 16)).not.toBe(placesOf(seed(3), 16));
  });
});
