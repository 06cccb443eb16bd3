import { expect, test } from "vitest";
import { type GasTable, type RowId, rows } from "./rows.ts";
import { linesOf } from "./table.ts";

const measured = Object.fromEntries(rows.map(({ id }): [RowId, number] => [id, 620_000])) as GasTable;
const lineOf = (table: GasTable, id: RowId) => linesOf(table).find((line) => line.id === id);

test("a figure is shared by the acts of its transaction, rounded up", () => {
  expect(lineOf({ ...measured, anchorTen: 305_001 }, "anchorTen")).toMatchObject({ ours: 30_501, withinTarget: false });
  expect(lineOf({ ...measured, anchorTen: 305_000 }, "anchorTen")).toMatchObject({ ours: 30_500, withinTarget: true });
});

test("the ratio is to the lowest of the peers", () => {
  expect(lineOf({ ...measured, anchor: 45_869 }, "anchor")?.ratio).toBe(1);
  expect(lineOf(measured, "accept")).toMatchObject({ ratio: null, target: null, withinTarget: null });
});
