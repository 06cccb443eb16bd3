import type { Hex, wire } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { bitsIn, countStatuses } from "./status-counts.js";

const HASH: Hex = `0x${"ab".repeat(32)}`;
const change = (action: wire.StatusChange["action"], mask: bigint, word = 0): wire.StatusChange => ({
  action,
  word,
  mask: mask.toString(),
  recorded: { block: 1, transaction: HASH, at: 1 },
});

test("what was suspended and reinstated is in force again", () => {
  expect(countStatuses([change("suspend", 0b111n), change("reinstate", 0b011n)])).toEqual({
    revoked: 0,
    replaced: 0,
    suspended: 1,
  });
});

test("revoked and replaced count once each, and no more as suspended", () => {
  const changes = [change("suspend", 0b1111n), change("revoke", 0b0001n), change("replace", 0b0010n)];
  expect(countStatuses(changes)).toEqual({ revoked: 1, replaced: 1, suspended: 2 });
});

test("the same bit of another word is another credential", () => {
  expect(countStatuses([change("revoke", 1n), change("revoke", 1n, 1), change("revoke", 1n)]).revoked).toBe(2);
  expect(countStatuses([]).revoked).toBe(0);
});

test("counts bits up to 256", () => {
  expect(bitsIn(2n ** 256n - 1n)).toBe(256);
});
