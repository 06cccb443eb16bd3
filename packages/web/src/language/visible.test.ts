import { expect, test } from "vitest";
import { textIn } from "./format.js";
import { visible } from "./visible.js";

test("marks that turn the direction are shown, letters of every direction stay", () => {
  expect(visible("Iyonada\u202e ytisrevinU\u2066")).toBe("Iyonada[U+202E] ytisrevinU[U+2066]");
  expect(visible("جامعة 伊予灘大学")).toBe("جامعة 伊予灘大学");
});

test("texts of documents come without them", () => {
  expect(textIn({ en: "a\u202eb" }, "en")).toEqual({ text: "a[U+202E]b", language: "en" });
});
