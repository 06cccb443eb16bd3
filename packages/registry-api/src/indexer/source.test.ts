import { type Hex, parseAddress } from "@peerseal/sdk";
import { makeError } from "ethers";
import { expect, test } from "vitest";
import { chainSource } from "./source.js";

const contract = parseAddress(`0x${"a".repeat(40)}`);
const contracts = {
  directory: contract,
  institutions: contract,
  courses: contract,
  rubrics: contract,
  rounds: contract,
  credentials: contract,
  followUps: contract,
};
const hash = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;
const header = (number: number) => ({
  number: `0x${number.toString(16)}`,
  hash: hash(number),
  parentHash: hash(number - 1),
  timestamp: "0x1",
  logsBloom: `0x${"0".repeat(512)}`,
});

/** An endpoint without logs that fails in the given way where logs of more than `most` blocks are asked for. */
function endpoint(most: number, code: "UNKNOWN_ERROR" | "TIMEOUT") {
  const asked: string[] = [];
  const send = async (method: string, [first]: unknown[]): Promise<unknown> => {
    if (method === "eth_getBlockByNumber") return first === "finalized" ? null : header(Number(first));
    const { fromBlock, toBlock } = first as { fromBlock: string; toBlock: string };
    asked.push(`${Number(fromBlock)}-${Number(toBlock)}`);
    if (Number(toBlock) - Number(fromBlock) + 1 > most) throw makeError("refused", code);
    return [];
  };
  return { asked, source: chainSource({ chainId: 31337, contracts, provider: { send } }) };
}

test("asks for a refused range by halves", async () => {
  const { asked, source } = endpoint(2, "UNKNOWN_ERROR");
  expect(await source.stretch(1, 5, [contract], { isFinal: true })).toMatchObject({ events: [], head: { number: 5 } });
  expect(asked).toEqual(["1-5", "1-3", "1-2", "3-3", "4-5"]);
  expect(source.rangeBlocks()).toBe(1);
});

test("gives up on a single block that is refused", async () => {
  const { asked, source } = endpoint(0, "UNKNOWN_ERROR");
  await expect(source.stretch(7, 7, [contract], { isFinal: true })).rejects.toMatchObject({ kind: "unreachable" });
  expect(asked).toEqual(["7-7"]);
});

test("does not ask again where no answer came", async () => {
  const { asked, source } = endpoint(2, "TIMEOUT");
  await expect(source.stretch(1, 5, [contract], { isFinal: true })).rejects.toMatchObject({ kind: "timeout" });
  expect(asked).toEqual(["1-5"]);
});

test("takes an endpoint without finality for what it is", async () => {
  expect(await endpoint(1, "TIMEOUT").source.final()).toBeNull();
});
