import { expect, test } from "vitest";
import { all, eachOf } from "./lists.js";

test("a list of several pages is read to its end, each page once", async () => {
  const entries = Array.from({ length: 250 }, (_, i) => i);
  const asked: (string | undefined)[] = [];
  const read = await all(async ({ limit, cursor }) => {
    asked.push(cursor);
    const from = Number(cursor ?? 0);
    const end = from + limit;
    return { data: entries.slice(from, end), next: end < entries.length ? String(end) : null };
  });
  expect(read).toEqual(entries);
  expect(asked).toEqual([undefined, "100", "200"]);
});

test("much is asked a few at a time, and answered in its order", async () => {
  let atOnce = 0;
  let most = 0;
  const doubled = await eachOf(
    [5, 3, 1, 4, 2],
    async (n) => {
      most = Math.max(most, ++atOnce);
      for (let turn = 0; turn < n; turn++) await Promise.resolve();
      atOnce--;
      return n * 2;
    },
    2,
  );
  expect(doubled).toEqual([10, 6, 2, 8, 4]);
  expect(most).toBe(2);
});
