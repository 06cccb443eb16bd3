import fc from "fast-check";
import { expect, test } from "vitest";
import { listName, positionAfter, startOf, toPage } from "./pages.js";

test.each([
  ["oldest", 1],
  ["newest", -1],
] as const)("goes through every row once, %s first, whatever the size of a page", (order, sign) => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), fc.integer({ min: 1, max: 7 }), (positions, limit) => {
      const rows = positions.sort((a, b) => sign * (a - b)).map((position) => ({ position }));
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = { limit, cursor };
        const { beyond, position } = startOf("rows", page, order);
        const isBeyond = (row: (typeof rows)[number]) =>
          beyond === ">" ? row.position > position : row.position < position;
        const asked = rows.filter(isBeyond).slice(0, limit + 1);
        const { data, next } = toPage("rows", page, asked);
        seen.push(...data.map((row) => row.position));
        cursor = next ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(positions);
    }),
  );
});

test.each([
  "",
  "x",
  "MTo1",
  Buffer.from("1:5:other").toString("base64url"),
  Buffer.from("2:5:rows").toString("base64url"),
])("refuses the cursor %j", (cursor) => {
  expect(() => positionAfter("rows", { limit: 1, cursor })).toThrow(
    expect.objectContaining({ code: "cursor-invalid" }),
  );
});

test("tells lists with different filters apart, and not those that leave one out", () => {
  expect(listName("rounds", { stage: "closed" })).not.toBe(listName("rounds", { stage: "opened" }));
  expect(listName("rounds", { stage: undefined })).toBe("rounds");
});
