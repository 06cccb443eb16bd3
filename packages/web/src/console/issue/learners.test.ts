import { describe, expect, test } from "vitest";
import { readTable } from "./csv.js";
import { checkRows, learnerOf, type Row, readColumns, rowsOf } from "./learners.js";

const KNOWN = { outcomes: ["o1", "o2"], assessments: ["a1"] };
const rowsIn = (text: string) => {
  const table = readTable(text);
  const { hasHeader, columns } = readColumns(table, KNOWN);
  return rowsOf(table, hasHeader, columns);
};
const row = (change: Partial<Row>): Row => ({
  line: 2,
  email: "ada@example.org",
  studentNumber: "",
  outcomes: "",
  results: {},
  ...change,
});
const faultsOf = (...rows: Row[]) => [...checkRows(rows, KNOWN)];

describe("readColumns", () => {
  test.each([
    ["E-mail address,Student number,a1,Outcomes", ["email", "student-number", "result:a1", "outcomes"]],
    ["メールアドレス,学籍番号,氏名", ["email", "student-number", "ignore"]],
    ["A1\tmail", ["result:a1", "email"]],
  ])("knows the columns of %s", (text, columns) => {
    expect(readColumns(readTable(`${text}\nx`), KNOWN)).toEqual({ hasHeader: true, columns });
  });

  test("finds addresses by themselves where no row names the columns", () => {
    const table = readTable("Ada,ada@example.org\nBo,bo@example.org");
    expect(readColumns(table, KNOWN)).toEqual({ hasHeader: false, columns: ["ignore", "email"] });
    expect(readColumns(readTable("2026-001\n2026-002"), KNOWN).columns).toEqual(["student-number"]);
  });
});

test("rows hold what the columns say, with their lines", () => {
  expect(rowsIn("email,outcomes,a1\nada@example.org,o1 o2,85\nbo@example.org,,")).toEqual([
    row({ outcomes: "o1 o2", results: { a1: "85" } }),
    row({ line: 3, email: "bo@example.org" }),
  ]);
});

describe("checkRows", () => {
  test.each<[string, Partial<Row>, object]>([
    ["nobody", { email: "" }, { code: "missing" }],
    ["an address without a domain", { email: "ada@" }, { code: "email" }],
    ["an address without a dot", { email: "ada@example" }, { code: "email" }],
    ["two addresses", { email: "ada@example.org, bo@example.org" }, { code: "email" }],
    ["an identifier that is too long", { email: "", studentNumber: "1".repeat(321) }, { code: "too-long" }],
    ["an outcome that the course has not", { outcomes: "o1;o9" }, { code: "outcome-unknown", outcome: "o9" }],
    ["a result that is too long", { results: { a1: "x".repeat(2_001) } }, { code: "too-long", assessment: "a1" }],
  ])("finds %s", (_, change, fault) => {
    expect(faultsOf(row(change))).toEqual([[0, [expect.objectContaining(fault)]]]);
  });

  test("finds the same learner twice, whatever the case, at the second place", () => {
    expect(faultsOf(row({}), row({ line: 3, email: "ADA@example.org" }))).toEqual([
      [1, [{ field: "identifier", code: "twice", other: 2 }]],
    ]);
    expect(faultsOf(row({ email: "", studentNumber: "a" }), row({ email: "", studentNumber: "A" }))).toEqual([]);
  });

  test("says nothing of what is good", () => {
    expect(faultsOf(row({ outcomes: "o1, o2", results: { a1: "85" } }))).toEqual([]);
  });
});

test("a learner has what stands in the row, and no more", () => {
  expect(learnerOf(row({}))).toEqual({ kind: "email", value: "ada@example.org" });
  expect(
    learnerOf(row({ email: "", studentNumber: " 7 ", outcomes: "o1;o1", results: { a1: " A ", a2: "" } })),
  ).toEqual({
    kind: "student-number",
    value: "7",
    outcomesAttained: ["o1"],
    results: [{ assessment: "a1", value: "A" }],
  });
});
