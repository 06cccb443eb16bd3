import { describe, expect, test } from "vitest";
import { type Carrying, carryingTo, isCarriable } from "./carrying.js";

const NOW = 1_800_000_000;
const id = (n: number) => `0x${String(n).repeat(64)}` as const;
const decision = (more: object = {}) => ({
  round: id(9),
  version: id(1),
  outcome: "met" as const,
  listed: true,
  expiresAt: NOW + 1,
  rescindedAt: null,
  carriedTo: [],
  ...more,
});
const carried = (...versions: number[]) => versions.map((n, i) => ({ version: id(n), steps: i + 1, at: NOW - 9 }));
const minor = (n: number, previous: number | null = n - 1) => ({
  id: id(n),
  previous: previous === null ? null : id(previous),
  minor: true,
});
const reasonOf = (carrying: Carrying) => (carrying.kind === "refused" ? carrying.reason : carrying.kind);

describe("a result is carried to a minor change", () => {
  test.each<[string, string, Parameters<typeof carryingTo>]>([
    ["of the version that was reviewed", "open", [minor(2), [decision()], [], NOW]],
    ["with conditions too", "open", [minor(2), [decision({ outcome: "conditional" })], [], NOW]],
    ["and of that one", "open", [minor(3), [decision({ carriedTo: carried(2) })], [], NOW]],
    ["over three at most", "too-far", [minor(5), [decision({ carriedTo: carried(2, 3, 4) })], [], NOW]],
    ["one after the other", "nothing-stands", [minor(3), [decision()], [], NOW]],
    ["once", "carried", [minor(2), [decision({ carriedTo: carried(2) })], [], NOW]],
    ["not to another change", "not-minor", [{ ...minor(2), minor: false }, [decision()], [], NOW]],
    ["not to a first version", "first", [minor(1, null), [], [], NOW]],
    ["not where it has its own", "own-result", [minor(2), [decision()], [decision({ version: id(2) })], NOW]],
    [
      "an own one that was taken back is none",
      "open",
      [minor(2), [decision()], [decision({ version: id(2), rescindedAt: 1 })], NOW],
    ],
  ])("%s", (_, expected, given) => {
    expect(reasonOf(carryingTo(...given))).toBe(expected);
  });

  test("of several that stand, the latest", () => {
    const [first, second] = [decision(), decision({ round: id(8) })];
    expect(carryingTo(minor(2), [first, second], [], NOW)).toEqual({ kind: "open", decision: second });
  });
});

test.each([
  [{ outcome: "not-met" }],
  [{ outcome: "provisional" }],
  [{ expiresAt: NOW }],
  [{ rescindedAt: NOW }],
  [{ listed: false }],
])("nothing else stands for a minor change: %j", (more) => {
  expect(isCarriable(decision(more), NOW)).toBe(false);
});
