import { expect, test } from "vitest";
import { csvOf } from "./csv.js";

const columns = [
  { key: "a", header: "first" },
  { key: "b", header: "second" },
];

test("quotes what a table would take apart, and leaves nothing out", () => {
  const text = csvOf(columns, [
    { a: 'x,"y"', b: "line\nbreak" },
    { a: null, b: 5 },
  ]);
  expect(text).toBe('\ufefffirst,second\r\n"x,""y""","line\nbreak"\r\n,5\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0", "|x", "\n=1"])(
  "nothing acts as a formula: %j",
  (value) => {
    const [, line = ""] = csvOf([{ key: "a", header: "a" }], [{ a: value }]).split("a\r\n");
    expect(line.replace(/^"/, "")).toMatch(/^'/);
  },
);

test("leaves plain texts and numbers as they are", () => {
  expect(csvOf(columns, [{ a: "伊予灘大学", b: -5 }])).toContain("\r\n伊予灘大学,-5\r\n");
});
