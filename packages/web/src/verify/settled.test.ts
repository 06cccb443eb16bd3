import type { PresentedVerdict, VerifiedPresentation } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { codeOf } from "./settled.js";

/** A presentation of one credential; of its verdict, what two endpoints are compared by. */
function told(verdict: string, reason: string): VerifiedPresentation {
  const checks = [{ result: verdict === "valid" ? "pass" : "fail", reason }];
  const one = { state: "judged", path: "/verifiableCredential/0", verdict: { verdict, checks, quality: null } };
  return { credentials: [one as unknown as PresentedVerdict], worst: verdict } as unknown as VerifiedPresentation;
}

const good = told("valid", "status-clear");
const word = (other: VerifiedPresentation | null) => codeOf({ state: "presented", name: "x", verified: good, other });

test("a presentation is called good where the second endpoint says the same of every credential, and only there", () => {
  expect([word(null), word(told("valid", "status-clear"))]).toEqual(["valid", "valid"]);
  expect(word(told("revoked", "status-revoked"))).toBe("incomplete");
  expect(word(told("valid", "another-reason"))).toBe("incomplete");
  expect(word({ ...good, credentials: [] })).toBe("incomplete");
});
