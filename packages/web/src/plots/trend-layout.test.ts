import { expect, test } from "vitest";
import { countByQuarter, layoutTrend } from "./trend-layout.js";

const at = (text: string) => Date.parse(text) / 1000;
const NOW = at("2026-11-26T12:00:00Z");

test("counts by quarter in UTC, the present one last, with weights", () => {
  const things = [
    { at: at("2026-09-30T23:59:59Z") },
    { at: at("2026-10-01T00:00:00Z"), weight: 3 },
    { at: at("2026-11-01T00:00:00Z") },
    { at: at("2020-01-01T00:00:00Z") },
  ];
  expect(countByQuarter(things, NOW, 3)).toEqual([
    { year: 2026, quarter: 2, count: 0 },
    { year: 2026, quarter: 3, count: 1 },
    { year: 2026, quarter: 4, count: 4 },
  ]);
});

test("goes back over the end of a year", () => {
  expect(countByQuarter([], at("2026-02-01T00:00:00Z"), 3).map(({ year, quarter }) => [year, quarter])).toEqual([
    [2025, 3],
    [2025, 4],
    [2026, 1],
  ]);
});

test("the tallest bar fills the height, and none stands outside", () => {
  const bars = layoutTrend(countByQuarter([{ at: NOW, weight: 5 }], NOW), 60);
  expect(bars.at(-1)).toMatchObject({ y: 0, height: 60 });
  expect(bars.slice(0, -1).every(({ height }) => height === 0)).toBe(true);
  expect(bars.every(({ x, width }) => x >= 0 && x + width <= 100)).toBe(true);
});
