import { type Hex, parseAddress } from "@peerseal/sdk";
import { makeError } from "ethers";
import { expect, test } from "vitest";
import { chainSource } from "./source.js";

const address: Hex = `0x${"a".repeat(40)}`;
const contract = parseAddress(address);
const contracts = {
  directory: contract,
  institutions: contract,
  courses: contract,
  rubrics: contract,
  rounds: contract,
  credentials: contract,
  followUps: contract,
};

/** An endpoint that fails in the given way where more than `most` blocks are asked for; notes what it was asked. */
function endpoint(most: number, code: "UNKNOWN_ERROR" | "TIMEOUT") {
  const asked: string[] = [];
  const provider = {
    getBlock: async () => null,
    getLogs: async (filter: object) => {
      if (!("fromBlock" in filter && "toBlock" in filter)) throw new TypeError("no range");
      const { fromBlock, toBlock } = filter;
      asked.push(`${fromBlock}-${toBlock}`);
      if (Number(toBlock) - Number(fromBlock) + 1 > most) throw makeError("refused", code);
      return [];
    },
  };
  return { asked, source: chainSource({ chainId: 31337, contracts, provider }) };
}

test("asks for a refused range by halves", async () => {
  const { asked, source } = endpoint(2, "UNKNOWN_ERROR");
  expect(await source.events({ from: 1, to: 5 }, [address])).toEqual([]);
  expect(asked).toEqual(["1-5", "1-3", "1-2", "3-3", "4-5"]);
});

test("gives up on a single block that is refused", async () => {
  const { asked, source } = endpoint(0, "UNKNOWN_ERROR");
  await expect(source.events({ from: 7, to: 7 }, [address])).rejects.toMatchObject({ code: "chain-unreachable" });
  expect(asked).toEqual(["7-7"]);
});

test("does not ask again where no answer came", async () => {
  const { asked, source } = endpoint(2, "TIMEOUT");
  await expect(source.events({ from: 1, to: 5 }, [address])).rejects.toMatchObject({ code: "chain-unreachable" });
  expect(asked).toEqual(["1-5"]);
});

test("takes an endpoint without finality for what it is", async () => {
  expect(await endpoint(1, "TIMEOUT").source.final()).toBeNull();
});
