import { statusWords } from "@peerseal/sdk";
import { describe, expect, test } from "vitest";
import { bitmapsOf, type Change, statusAt, tryChange } from "./dry-run.js";
import { readPlaces, writePlaces } from "./places.js";

describe("readPlaces", () => {
  test.each([
    ["3", [3]],
    ["0-2", [0, 1, 2]],
    ["7, 9 ,1-2", [1, 2, 7, 9]],
    ["8-", [8, 9]],
    ["2〜4、2", [2, 3, 4]],
    ["1 - 3", [1, 2, 3]],
    ["3 5", [3, 5]],
    ["", []],
  ])("reads %s", (text, places) => {
    expect(readPlaces(text, 10)).toEqual({ places });
  });

  test.each(["10", "3-2", "a", "1--2", "-1", "0-10", "1.5"])("refuses %s", (text) => {
    expect(readPlaces(text, 10)).toHaveProperty("fault");
  });

  test("what it reads is written the shortest way", () => {
    expect(writePlaces([0, 1, 2, 3, 7, 9, 10])).toBe("0-3, 7, 9-10");
    expect(writePlaces([])).toBe("");
  });
});

/** Changes as the chain records them, one a word. */
const changed = (action: Change, ...places: number[]) => {
  const { words, masks } = statusWords(places);
  return words.map((word, i) => ({ action, word, mask: masks[i] ?? "0" }));
};

test("bitmaps fold changes as the contract does", () => {
  const bits = bitmapsOf([
    ...changed("suspend", 0, 1, 300),
    ...changed("reinstate", 1, 2),
    ...changed("revoke", 300, 3),
    ...changed("replace", 4),
    ...changed("replace", 3),
    ...changed("reinstate", 4),
  ]);
  const statuses = [0, 1, 2, 3, 4, 300, 301].map((place) => statusAt(bits, place));
  expect(statuses).toEqual(["suspended", "active", "active", "replaced", "replaced", "revoked", "active"]);
});

describe("tryChange", () => {
  const bits = bitmapsOf([...changed("suspend", 1), ...changed("revoke", 2), ...changed("replace", 3)]);

  test.each<[Change, object]>([
    ["revoke", { changing: [0, 1], already: [2], ended: [3] }],
    ["suspend", { changing: [0], already: [1], ended: [2, 3] }],
    ["reinstate", { changing: [1], already: [0], ended: [2, 3] }],
    ["replace", { changing: [0, 1], already: [3], ended: [2] }],
  ])("tells what %s would change", (change, run) => {
    expect(tryChange(change, [0, 1, 2, 3], bits, null)).toEqual({ ...run, empty: [] });
  });

  test("leaves out places without a credential where these are known", () => {
    expect(tryChange("revoke", [0, 1, 5], bits, new Set([0, 2]))).toMatchObject({ changing: [0], empty: [1, 5] });
  });
});
