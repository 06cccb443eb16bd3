import { expect, test } from "vitest";
import { EAS_ROWS, type EasTable } from "./peers/eas.ts";
import { type GasTable, type RowId, rows } from "./rows.ts";
import { differences } from "./snapshot.ts";
import { figuresOf, linesOf } from "./table.ts";

const measured = Object.fromEntries(rows.map(({ id }): [RowId, number] => [id, 620_000])) as GasTable;
const eas = Object.fromEntries(EAS_ROWS.map((id) => [id, 310_000])) as EasTable;
const lineOf = (table: GasTable, id: RowId) => linesOf(table, eas).find((line) => line.id === id);

test("a figure is shared by the acts of its transaction, rounded up", () => {
  expect(lineOf({ ...measured, anchorTen: 305_001 }, "anchorTen")).toMatchObject({ ours: 30_501, withinTarget: false });
  expect(lineOf({ ...measured, anchorTen: 305_000 }, "anchorTen")).toMatchObject({ ours: 30_500, withinTarget: true });
});

test("the ratio is to what the measured peer needs for the same", () => {
  expect(lineOf(measured, "anchor")).toMatchObject({ eas: 310_000, ratio: 2 });
  expect(lineOf(measured, "round")).toMatchObject({ eas: 930_000, ratio: 0.667 });
  expect(lineOf(measured, "accept")).toMatchObject({ eas: null, ratio: null, target: null, withinTarget: null });
});

test("the line of JSON holds whole figures under settled names", () => {
  const { ours, eas: theirs } = figuresOf({ ...measured, revokeHundred: 130_001 }, eas);
  expect(Object.keys(ours)).toEqual([
    "reviewOne",
    "reviewTenEach",
    "reviewOnePasskey",
    "roundOfThree",
    "anchorOne",
    "anchorTenEach",
    "revokeOne",
    "revokeNextInWord",
    "revokeHundredEach",
    "lensCallsForTwoHundred",
  ]);
  expect(ours.revokeHundredEach).toBe(1_301);
  expect(theirs).toMatchObject({ reviewOne: 310_000, reviewTenEach: 31_000, revokeHundredEach: 3_100 });
});

test("the committed figures are held exactly, but for one that depends on a draw", () => {
  expect(differences(measured, { ...measured, anchor: 620_001 })).toEqual(["anchor: 620000 -> 620001"]);
  expect(differences(measured, { ...measured, reviewByPasskeyInSolidity: 640_000 })).toEqual([]);
  expect(differences(measured, { ...measured, reviewByPasskeyInSolidity: 660_000 })).toHaveLength(1);
});
