import { expect, test } from "vitest";
import { budgeted } from "./budget.js";

const spent = expect.objectContaining({ code: "fetch-failed", details: { fetches: 16, milliseconds: 15_000 } });

test("one request makes us fetch so much and no more", async () => {
  let fetched = 0;
  const fetchOne = budgeted(async () => {
    fetched += 1;
    return new Uint8Array();
  });
  for (let i = 0; i < 16; i++) await fetchOne("https://example.org");
  await expect(fetchOne("https://example.org")).rejects.toEqual(spent);
  expect(fetched).toBe(16);
});

test("and for so long and no longer", async () => {
  let now = 0;
  const fetchOne = budgeted(
    async () => new Uint8Array(),
    () => now,
  );
  now = 15_000;
  await fetchOne("https://example.org");
  now = 15_001;
  await expect(fetchOne("https://example.org")).rejects.toEqual(spent);
});
