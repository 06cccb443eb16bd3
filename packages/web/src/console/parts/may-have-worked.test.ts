import { PeersealError } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { mayHaveWorked } from "./may-have-worked.js";

test.each([
  [new TypeError("fetch failed"), true],
  [new PeersealError("registry-unreachable", "No answer."), true],
  [new PeersealError("internal", "It broke."), true],
  [new PeersealError("issue-invalid", "A learner is named twice."), false],
  [new PeersealError("key-not-lent", "No key was lent."), false],
])("%s", (error, may) => {
  expect(mayHaveWorked(error)).toBe(may);
});
