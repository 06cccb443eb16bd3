import { expect, test } from "vitest";
import { piecesOf } from "./evidence.js";
import { fieldName } from "./fields.js";

test("what people can read comes first, addresses last, times as times", () => {
  const pieces = piecesOf({
    root: `0x${"ab".repeat(32)}`,
    anchoredAt: 1_770_000_000,
    institution: { id: 2, name: "Iyonada University", country: "0x4a50" },
    nothing: null,
  });
  expect(pieces).toEqual([
    { path: "anchoredAt", value: { kind: "time", at: 1_770_000_000 } },
    { path: "institution.id", value: { kind: "text", text: "2" } },
    { path: "institution.name", value: { kind: "text", text: "Iyonada University" } },
    { path: "institution.country", value: { kind: "text", text: "JP" } },
    { path: "root", value: { kind: "address", text: `0x${"ab".repeat(32)}` } },
  ]);
});

test("evidence without end is cut off", () => {
  expect(piecesOf({ issues: Array.from({ length: 500 }, (_, i) => `/path/${i}`) })).toHaveLength(40);
});

test("pieces have names in both languages; of several signatures each its number", () => {
  expect(fieldName("institution.name", "en")).toBe("Name on the network");
  expect(fieldName("institution.name", "ja")).toBe("ネットワーク上の名称");
  expect([fieldName("proofs.0.suite", "en"), fieldName("proofs.1.suite", "en")]).toEqual([
    "Kind of signature",
    "Kind of signature 2",
  ]);
  expect(fieldName("something.else", "en")).toBe("something.else");
});
