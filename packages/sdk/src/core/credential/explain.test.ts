import { describe, expect, test } from "vitest";
import { PeersealError } from "../errors.js";
import { ambiguous, beyondLimit, damaged, explainFault } from "./explain.js";
import { explainKind, FOREIGN_KINDS, unrecognised } from "./kinds.js";

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

describe("what a file is that is no credential", () => {
  test.each(FOREIGN_KINDS)("is said in two sentences of equal rank: %s", (kind) => {
    const [en, ja] = [explainKind(kind, "en"), explainKind(kind, "ja")];
    expect(en).toMatch(/^This (?:is|file|PDF) .*[.:] ?.+\.$/);
    expect(ja).toMatch(/。$/);
    expect(ja).toMatch(JAPANESE);
    expect(en).not.toMatch(JAPANESE);
    // Words that belong to statutory bodies, or that name our own results.
    expect(`${en} ${ja}`).not.toMatch(/accredited|assured|認証|認定|適合/);
    expect(explainFault(unrecognised(kind), "ja")).toBe(ja);
    expect(unrecognised(kind).message).toBe(en);
  });

  test("differs from kind to kind", () => {
    expect(new Set(FOREIGN_KINDS.map((kind) => explainKind(kind, "ja"))).size).toBe(FOREIGN_KINDS.length);
    expect(new Set(FOREIGN_KINDS.map((kind) => explainKind(kind, "en"))).size).toBe(FOREIGN_KINDS.length);
  });
});

test("what is wrong with a file is said in both languages", () => {
  const faults = [
    ...(["png", "svg", "pdf", "jwt", "link"] as const).map((kind) => damaged(kind, "truncated")),
    ambiguous("png"),
    beyondLimit("png", "inflated", 1),
    new PeersealError("receipt-invalid", "x"),
    new PeersealError("link-gone", "x"),
  ];
  for (const fault of faults) {
    expect(explainFault(fault, "ja")).toMatch(JAPANESE);
    expect(explainFault(fault, "en")).not.toMatch(JAPANESE);
  }
  expect(new Set(faults.map((fault) => explainFault(fault, "en"))).size).toBe(faults.length);
});

test("an error of another kind is told in the catalogue's words", () => {
  const error = new PeersealError("chain-unreachable", "No answer.");
  expect(explainFault(error, "ja")).toBe(`No answer. ${error.fix}`);
  expect(
    explainFault(new PeersealError("open-unrecognised", "Not a bundle.", { details: { kind: "x" } }), "en"),
  ).toMatch(/^Not a bundle\. /);
});
