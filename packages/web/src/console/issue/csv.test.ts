import { describe, expect, test } from "vitest";
import { csvFile, readTable } from "./csv.js";
import { decodeList } from "./encoding.js";

const cellsOf = (text: string) => readTable(text).map(({ cells }) => cells);

describe("readTable", () => {
  test.each([
    ["commas", "a,b\r\n1,2\r\n"],
    ["semicolons", "a;b\n1;2"],
    ["tabs, as pasted from a spreadsheet", "a\tb\r1\t2"],
  ])("finds %s", (_, text) => {
    expect(cellsOf(text)).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });

  test("keeps delimiters, quotes and line breaks that stand in quotes, and knows the line of each row", () => {
    expect(readTable('name,note\n"Ito, Ada","says ""hi""\nagain"\n\nlast,x\n')).toEqual([
      { line: 1, cells: ["name", "note"] },
      { line: 2, cells: ["Ito, Ada", 'says "hi"\nagain'] },
      { line: 5, cells: ["last", "x"] },
    ]);
  });

  test("does not take a delimiter in quotes for the one of the file", () => {
    expect(cellsOf('"a,b,c";d\n1;2')).toEqual([
      ["a,b,c", "d"],
      ["1", "2"],
    ]);
  });

  test("reads a list of one column, and nothing from nothing", () => {
    expect(cellsOf("a@example.org\nb@example.org")).toEqual([["a@example.org"], ["b@example.org"]]);
    expect(readTable(" \r\n\r\n")).toEqual([]);
    expect(cellsOf('"never closed')).toEqual([["never closed"]]);
  });
});

test("csvFile writes what readTable reads, and no formula", () => {
  expect(cellsOf(csvFile([["a,b", 'c"d', "=1+1"]]).replace("\uFEFF", ""))).toEqual([["a,b", 'c"d', "'=1+1"]]);
});

describe("decodeList", () => {
  const SJIS = Uint8Array.from([0x8a, 0x77, 0x90, 0xd0, 0x94, 0xd4, 0x8d, 0x86]);

  test.each([
    ["UTF-8", new TextEncoder().encode("学籍番号"), "utf-8"],
    ["UTF-8 with its mark", new TextEncoder().encode("\uFEFF学籍番号"), "utf-8"],
    ["Shift_JIS, as Excel writes it in Japan", SJIS, "shift_jis"],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, 0x66, 0x5b, 0x4d, 0x7c, 0x6a, 0x75, 0xf7, 0x53]), "utf-16le"],
  ])("reads %s", (_, bytes, encoding) => {
    expect(decodeList(bytes)).toEqual({ text: "学籍番号", encoding });
  });

  test("reads Latin letters of old", () => {
    expect(decodeList(Uint8Array.from([0x4a, 0x6f, 0xe3, 0x6f, 0xff, 0x2e]))).toMatchObject({
      encoding: "windows-1252",
    });
  });
});
