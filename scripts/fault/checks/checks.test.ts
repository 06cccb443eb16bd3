import { buildBatch, parseDigest } from "@peerseal/sdk";
import { Interface, type LogDescription } from "ethers";
import { expect, test } from "vitest";
import type { TrueLog, TrueTransaction } from "../chain-truth.ts";
import type { Sent } from "../door.ts";
import { checkLeaves, checkOnce, missingOn, seenOn } from "./accepted.ts";
import { checkSends, checkTwice } from "./sends.ts";

const digest = (byte: string) => `0x${byte.repeat(32)}`;
const sent = (given: Partial<Sent>): Sent => ({
  hash: digest("01"),
  sender: "0xa",
  nonce: 5,
  to: "0xb",
  data: "0x01",
  maxFeePerGas: 100n,
  storedBefore: true,
  ...given,
});

test("bytes that nobody had stored are found once, however often they came", () => {
  const hasty = sent({ storedBefore: false });
  expect(checkSends([hasty, hasty, sent({ nonce: 6 })])).toEqual([
    `sent before it was stored: transaction ${digest("01")}`,
  ]);
});

test("a nonce for two acts is found; one act signed again for more is none", () => {
  const second = { hash: digest("02") };
  expect(checkSends([sent({}), sent({ ...second, data: "0x02", maxFeePerGas: 200n })])).toEqual([
    `nonce used for 2 acts: 0xa 5, ${digest("01")}, ${digest("02")}`,
  ]);
  expect(checkSends([sent({}), sent({ ...second, maxFeePerGas: 112n }), sent({})])).toEqual([]);
  expect(checkSends([sent({}), sent({ ...second, maxFeePerGas: 105n })])).toEqual([
    "nonce signed again for less than a tenth more: 0xa 5 at 105",
  ]);
});

test("one act in two transactions is found, unless one of them did nothing", () => {
  const one: TrueTransaction = { hash: "0x1", nonce: 1, to: "0xb", data: "0x01", succeeded: true };
  expect(checkTwice([one, { ...one, hash: "0x2", nonce: 2 }])).toEqual(["one act, two transactions: 0x1, 0x2"]);
  expect(checkTwice([one, { ...one, hash: "0x2", nonce: 2, succeeded: false }])).toEqual([]);
});

const EVENTS = new Interface([
  "event CourseRegistered(bytes32 indexed course, uint32 indexed institution, string code)",
  "event BatchAnchored(uint32 indexed institution, uint64 indexed number, bytes32 root, uint32 size, bytes32 indexed courseVersion, bytes32 key)",
  "event StatusChanged(uint32 indexed institution, uint64 indexed number, uint8 action, uint32[] words, uint256[] masks, bytes32 key)",
]);

function logOf(name: string, values: readonly unknown[]): TrueLog {
  const { topics, data } = EVENTS.encodeEventLog(name, values);
  const event: LogDescription | null = EVENTS.parseLog({ topics, data });
  return { block: 1, blockHash: digest("0b"), index: 0, transaction: digest("0c"), event };
}

const leaves = [
  { institution: 2, number: 9, index: 1, digest: digest("aa") },
  { institution: 2, number: 9, index: 4, digest: digest("bb") },
];
const { root, size } = buildBatch(leaves.map(({ index, digest: leaf }) => ({ index, digest: parseDigest(leaf) })));
const anchored = seenOn([logOf("BatchAnchored", [2, 9, root, size, digest("0d"), digest("0e")])]);
const accepted = leaves.map((leaf) => ({ kind: "leaf", ...leaf }) as const);

test("the root of another library holds each accepted credential at its place", () => {
  expect(missingOn(accepted, anchored)).toEqual([]);
  expect(checkLeaves(accepted, anchored, leaves)).toEqual([]);
});

test("a credential that is missing, at another place or altered after the anchor is found", () => {
  const [first, second] = leaves;
  const moved = [{ ...leaves[0], index: 2 }, second].flatMap((leaf) => (leaf?.digest ? [{ ...first, ...leaf }] : []));
  expect(checkLeaves(accepted, anchored, leaves.slice(1))).toHaveLength(2);
  expect(checkLeaves(accepted, anchored, moved as typeof leaves)).toHaveLength(2);
  expect(missingOn(accepted, seenOn([]))).toHaveLength(2);
  expect(checkLeaves([{ kind: "batch", institution: 2, number: 9, learners: 3 }], anchored, leaves)).toHaveLength(1);
});

test("what is on chain twice, and a credential in two places, are found", () => {
  const registered = logOf("CourseRegistered", [digest("01"), 2, "c-1"]);
  const revoked = logOf("StatusChanged", [2, 9, 1, [1], [4n], digest("0e")]);
  const twice = seenOn([registered, registered, revoked, revoked]);
  expect(checkOnce(twice, [...leaves, { institution: 2, number: 10, index: 0, digest: digest("aa") }])).toEqual([
    "course registered 2 times: 2 c-1",
    "credential revoked 2 times: 2 9 258",
    `credential in 2 places: ${digest("aa")}`,
  ]);
  expect(missingOn([{ kind: "revoked", institution: 2, number: 9, index: 258 }], twice)).toEqual([]);
});
