import { ERRORS } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { faultInJapanese } from "./index.js";

test.each(
  Object.keys(ERRORS)
    .map((code) => [code, faultInJapanese(code)] as const)
    .filter(([, words]) => words !== null),
)("%s is said in Japanese, in whole sentences", (_, words) => {
  for (const sentence of words ?? []) {
    expect(sentence).toMatch(/[ぁ-ん].*[。)]$/);
    expect(sentence).not.toMatch(/details|undefined|認証|認定|適合|品質保証済/);
  }
});

test("what only operators meet, and what a newer registry says, is left in English", () => {
  for (const code of ["backup-damaged", "config-invalid", "not-invented-yet"]) expect(faultInJapanese(code)).toBeNull();
});
