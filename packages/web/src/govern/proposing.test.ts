import { expect, test } from "vitest";
import { FIELDS, faultsOf } from "./proposing.js";

const ADMISSION = new Map([
  ["name", "Iyonada University"],
  ["domain", "iyonada.example"],
  ["country", "JP"],
  ["memberKind", "provider"],
  ["profile", `0x${"ab".repeat(32)}`],
  ["admin", `0x${"Cd".repeat(20)}`],
  ["words", "It showed that it holds its domain."],
]);

test("a form with everything in its form has no faults", () => {
  expect([...faultsOf("admit", ADMISSION)]).toEqual([]);
});

test("what is missing is needed, and blanks are missing", () => {
  expect([...faultsOf("standing", new Map([["words", "  "]]))]).toEqual(
    [...FIELDS.standing, "words"].map((name) => [name, "needed"]),
  );
});

test.each([
  ["domain", "https://iyonada.example/"],
  ["domain", "iyonada"],
  ["country", "Japan"],
  ["profile", "0x12"],
  ["admin", `0x${"ab".repeat(32)}`],
])("%s %j has not the right form", (name, value) => {
  expect(faultsOf("admit", new Map([...ADMISSION, [name, value]])).get(name)).toBe("invalid");
});
