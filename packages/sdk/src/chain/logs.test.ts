import { describe, expect, it } from "vitest";
import { parseAddress } from "../core/ids.js";
import { type AbiName, INTERFACES } from "./abi.js";
import type { NetworkContracts } from "./connect.js";
import { decodeLog, decodeLogs } from "./logs.js";

const at = (byte: string) => parseAddress(`0x${byte.repeat(20)}`);
const MEMBERS = at("01");
const NETWORK: NetworkContracts = {
  chainId: 31337,
  contracts: {
    institutions: MEMBERS,
    courses: MEMBERS,
    credentials: MEMBERS,
    rubrics: at("02"),
    rounds: at("03"),
    followUps: at("04"),
    directory: at("05"),
  },
};
const WORD = `0x${"ab".repeat(32)}`;

function log(contract: AbiName, event: string, values: readonly unknown[], address: string) {
  const { topics, data } = INTERFACES[contract].encodeEventLog(event, values);
  return { address, topics, data };
}

describe("a log", () => {
  it.each([
    ["institutions", "KeyRetired", [1, WORD, 5]],
    ["courses", "CourseRegistered", [WORD, 1, "code"]],
    ["credentials", "CredentialStatusChanged", [1, 2, 3, 1, WORD]],
  ] as const)("of a contract that is three registries is read by that of its event: %s", (contract, event, values) => {
    expect(decodeLog(NETWORK, log(contract, event, values, MEMBERS))).toMatchObject({
      contract,
      event,
      address: MEMBERS,
    });
  });

  it("of the follow-ups is theirs", () => {
    const found = decodeLog(NETWORK, log("followUps", "DecisionCarried", [WORD, WORD, 4, 2], at("04")));
    expect(found).toEqual({
      contract: "followUps",
      address: at("04"),
      event: "DecisionCarried",
      args: { round: WORD, version: WORD, convener: 4, steps: 2 },
    });
  });

  it("of an address that is none of ours is a policy's or nothing", () => {
    const decided = log("policy", "Decided", [WORD, WORD, WORD, 1, 0], at("09"));
    const foreign = log("rounds", "RoundClosed", [WORD], at("09"));
    const misplaced = log("rounds", "RoundClosed", [WORD], MEMBERS);
    const read = decodeLogs(NETWORK, [decided, foreign, misplaced]);
    expect(read.map(({ event }) => event.event)).toEqual(["Decided"]);
  });

  it("with a number beyond what JSON holds is left out", () => {
    const beyond = log("credentials", "CredentialStatusChanged", [1, 2n ** 60n, 3, 1, WORD], MEMBERS);
    expect(decodeLog(NETWORK, beyond)).toBeNull();
  });
});
