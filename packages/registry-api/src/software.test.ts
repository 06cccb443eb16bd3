import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SOFTWARE } from "./software.js";

test("the registry says which version of which package it is", () => {
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  expect(SOFTWARE).toEqual({ name, version });
});
