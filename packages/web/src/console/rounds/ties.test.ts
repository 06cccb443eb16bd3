import { expect, test } from "vitest";
import { tiedOf } from "./ties.js";

const NOW = 1_800_000_000;
const YEAR = 365 * 86_400;
const party = (institution: number, from: number | null, until: number | null = null) => ({ institution, from, until });

test("owners and deliverers are tied, and those who were within three years; who was only invited is not", () => {
  const course = {
    owners: [party(1, 1), party(2, null)],
    deliverers: [party(3, 1, NOW - 2 * YEAR), party(4, 1, NOW - 4 * YEAR)],
  };
  expect(tiedOf(course, [1, 2, 3, 4, 5, 1], NOW)).toEqual([1, 3]);
});
