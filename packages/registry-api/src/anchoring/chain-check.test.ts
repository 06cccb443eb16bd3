import type { NetworkConnection } from "@peerseal/sdk";
import { networkId } from "@peerseal/sdk";
import { beforeEach, expect, test, vi } from "vitest";
import { makeChainCheck } from "./chain-check.js";

const genesis = `0x${"aa".repeat(32)}` as const;
let answers: Record<string, unknown>;

beforeEach(() => {
  answers = { eth_chainId: "0x7a69", eth_getBlockByNumber: { hash: genesis }, eth_getCode: "0x6001" };
});

/** A check that believes nothing for longer than it takes. */
function checkOf() {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 1_000;
    return now;
  });
  const send = async (method: string) => {
    const answer = answers[method];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const connection = { provider: { send }, network: networkId(31_337, `0x${"ab".repeat(20)}`) };
  // Nothing else of a connection is asked.
  return makeChainCheck(connection as unknown as NetworkConnection, { chainId: 31_337, genesis });
}

test("the chain that is expected passes, again and again", async () => {
  const check = checkOf();
  await check();
  await check();
});

test.each([
  ["another chain id", "eth_chainId", "0x1", "chain-wrong"],
  ["another first block", "eth_getBlockByNumber", { hash: `0x${"bb".repeat(32)}` }, "chain-wrong"],
  ["no first block", "eth_getBlockByNumber", null, "chain-wrong"],
  ["no code of the directory", "eth_getCode", "0x", "network-missing"],
  ["other code of the directory", "eth_getCode", "0x6002", "network-missing"],
  ["no answer", "eth_getCode", new Error("away"), "chain-unreachable"],
] as const)("%s at any time is refused, and the right one passes afterwards", async (_, method, answer, code) => {
  const check = checkOf();
  await check();
  const right = answers[method];
  answers[method] = answer;
  await expect(check()).rejects.toMatchObject({ code });
  answers[method] = right;
  await check();
});
