import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CONTRACT_ERRORS } from "./contract-errors.js";
import { ERRORS, PeersealError } from "./errors.js";

const INTERFACES = new URL("../../../../contracts/interfaces/", import.meta.url);

describe("catalogue of errors", () => {
  it("has exactly the errors that the contracts' interfaces declare", () => {
    const declared = readdirSync(INTERFACES)
      .map((file) => readFileSync(new URL(file, INTERFACES), "utf8"))
      .flatMap((text) => [...text.matchAll(/^\s*error (\w+)\(/gm)].map(([, name]) => name))
      .sort();
    expect(Object.keys(CONTRACT_ERRORS).sort()).toEqual(declared);
  });

  it("says cause and fix in sentences, with an HTTP status of refusal", () => {
    for (const [code, { status, cause, fix }] of Object.entries(ERRORS)) {
      expect(cause, code).toMatch(/\.$/);
      expect(fix, code).toMatch(/[.]$/);
      expect(status, code).toBeGreaterThanOrEqual(400);
      expect(status, code).toBeLessThan(600);
    }
  });

  it("gives an error its fix and whether to try again", () => {
    const unreachable = new PeersealError("chain-unreachable", "no answer");
    expect([unreachable.retryable, unreachable.fix]).toEqual([true, ERRORS["chain-unreachable"].fix]);
    const cause = new Error("x");
    const tied = new PeersealError("Round_Tied", "tied", { details: { institution: 3 }, cause });
    expect([tied.retryable, tied.details, tied.cause]).toEqual([false, { institution: 3 }, cause]);
  });
});
