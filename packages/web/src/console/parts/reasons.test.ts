import { digestOf } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { readReasons, reasonsOf } from "./reasons.js";

const REASONS = reasonsOf({ version: "0xaa" }, "  The radio modules are withdrawn from sale.\n");
const DIGEST = digestOf(REASONS);

test("reasons are read where they have the digest, however they are written", () => {
  expect(REASONS).toEqual({ version: "0xaa", reasons: "The radio modules are withdrawn from sale." });
  expect(readReasons(JSON.stringify(REASONS, null, 2), DIGEST)).toEqual(REASONS);
});

test.each([
  ["other words", JSON.stringify({ ...REASONS, reasons: "All is well." })],
  ["no text", JSON.stringify({ version: "0xaa" })],
  ["no JSON", "The radio modules are withdrawn from sale."],
  ["a list", "[]"],
])("nothing else is: %s", (_, text) => {
  expect(readReasons(text, DIGEST)).toBeNull();
});
