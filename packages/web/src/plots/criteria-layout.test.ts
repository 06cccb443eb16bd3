import { expect, test } from "vitest";
import { type CriterionRow, LEVEL_PLACES, layoutRow } from "./criteria-layout.js";

const ROW: CriterionRow = {
  id: "A1",
  name: "Valid assessment",
  language: undefined,
  essential: true,
  levels: [1, 3, 2],
  median: 2,
  earlier: 1,
  network: null,
};

test("three reviews give an interval with the median in it, and what is required", () => {
  const [, one, two, three] = LEVEL_PLACES;
  expect(layoutRow(ROW)).toEqual({
    interval: [one, three],
    singles: [],
    median: two,
    earlier: one,
    network: null,
    required: two,
  });
});

test("fewer than three reviews are single dots, without interval and median", () => {
  const { interval, singles, median } = layoutRow({ ...ROW, levels: [2, 2] });
  expect([interval, median]).toEqual([null, null]);
  expect(singles.map(({ at }) => at)).toEqual([LEVEL_PLACES[2], LEVEL_PLACES[2]]);
  expect(new Set(singles.map(({ down }) => down)).size).toBe(2);
});

test("no rating gives no mark, and what is not essential has no required level", () => {
  const row = { ...ROW, levels: [], median: null, earlier: null, essential: false };
  expect(layoutRow(row)).toEqual({
    interval: null,
    singles: [],
    median: null,
    earlier: null,
    network: null,
    required: null,
  });
});

test("levels stand in order and inside the width", () => {
  expect([...LEVEL_PLACES].sort((a, b) => a - b)).toEqual(LEVEL_PLACES);
  expect(Math.min(...LEVEL_PLACES)).toBeGreaterThan(0);
  expect(Math.max(...LEVEL_PLACES)).toBeLessThan(100);
});
