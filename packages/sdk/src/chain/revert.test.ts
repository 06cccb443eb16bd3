import { AbiCoder, makeError } from "ethers";
import { describe, expect, it } from "vitest";
import { PeersealError } from "../core/errors.js";
import { INTERFACES } from "./abi.js";
import { decodeRevert } from "./revert.js";

const ROUND = `0x${"ab".repeat(32)}`;
const TIED = INTERFACES.rounds.encodeErrorResult("Round_Tied", [ROUND, 7, ROUND]);
const CALLDATA = INTERFACES.rounds.encodeErrorResult("Round_WrongSeat", [1, 2]);

describe("where the data of a revert hides", () => {
  const shapes: Record<string, unknown> = {
    "JSON-RPC error": { code: 3, message: "execution reverted", data: TIED },
    "JSON-RPC error with an object as data": { code: -32603, data: { message: "reverted", data: TIED } },
    "Parity's prefix": { code: -32015, data: `Reverted ${TIED}` },
    "EIP-1193 error": Object.assign(new Error("Internal JSON-RPC error."), { code: -32603, data: { data: TIED } }),
    "EIP-1193 with its original error": { code: -32603, data: { originalError: { code: 3, data: TIED } } },
    "in-process provider": Object.assign(new Error("VM Exception"), { data: TIED, transactionHash: ROUND }),
    "ethers, call": makeError("execution reverted", "CALL_EXCEPTION", {
      action: "estimateGas",
      data: TIED,
      reason: null,
      transaction: { to: null, data: CALLDATA },
      invocation: null,
      revert: null,
    }),
    "ethers, not coalesced": Object.assign(new Error("could not coalesce error"), {
      code: "UNKNOWN_ERROR",
      error: { code: 3, data: TIED },
      payload: { params: [{ data: CALLDATA }] },
    }),
    "ethers, HTTP 500 with a body": Object.assign(new Error("server response 500"), {
      code: "SERVER_ERROR",
      info: { responseBody: JSON.stringify({ id: 1, error: { code: 3, data: TIED } }) },
    }),
    "a cause": new Error("relay", { cause: { error: { data: TIED } } }),
  };
  it.each(Object.entries(shapes))("%s", (_, error) => {
    const decoded = decodeRevert(error);
    expect(decoded).toBeInstanceOf(PeersealError);
    expect(decoded.code).toBe("Round_Tied");
    expect(decoded.details).toEqual({ round: ROUND, institution: 7, version: ROUND });
    expect(decoded.cause).toBe(error);
  });
});

describe("what becomes of it", () => {
  it("names arguments without the underscore that Solidity needs, large numbers as text", () => {
    const used = INTERFACES.credentials.encodeErrorResult("Credential_BatchUsed", [1, 2n ** 60n, 2n ** 255n]);
    const details = decodeRevert({ data: used }).details;
    expect(details).toEqual({ institution: 1, number: String(2n ** 60n), word: String(2n ** 255n) });
    const expired = INTERFACES.credentials.encodeErrorResult("Authorization_Expired", [5, 6]);
    expect(decodeRevert({ data: expired }).details).toEqual({ deadline: 5, now: "6" });
  });

  it("tells an endpoint's own fault from a revert without data", () => {
    const refused = (message: string) =>
      Object.assign(new Error("missing revert data"), {
        code: "CALL_EXCEPTION",
        info: { error: { code: -32603, message } },
      });
    expect(decodeRevert(refused("upstream is busy")).code).toBe("relay-failed");
    expect(decodeRevert(refused("execution reverted")).code).toBe("contract-revert");
    expect(decodeRevert(refused("out of gas")).code).toBe("contract-revert");
  });

  it("keeps a revert that no interface knows", () => {
    const data = "0xdeadbeef";
    const decoded = decodeRevert({ data });
    expect(decoded.code).toBe("contract-revert");
    expect(decoded.details).toEqual({ data });
  });

  it("keeps a known selector with arguments that do not fit", () => {
    const decoded = decodeRevert({ data: TIED.slice(0, 10 + 64) });
    expect(decoded.code).toBe("contract-revert");
  });

  it("tells the compiler's own errors", () => {
    const coder = AbiCoder.defaultAbiCoder();
    const text = `0x08c379a0${coder.encode(["string"], ["no"]).slice(2)}`;
    expect(decodeRevert({ data: text }).details).toEqual({ reason: "no", data: text });
    const panic = `0x4e487b71${coder.encode(["uint256"], [17]).slice(2)}`;
    expect(decodeRevert({ data: panic }).details).toEqual({ panic: 17, data: panic });
  });

  it("never takes what was sent for the reason of a revert", () => {
    const error = { code: "INSUFFICIENT_FUNDS", transaction: { data: CALLDATA }, payload: { params: [CALLDATA] } };
    const decoded = decodeRevert(error);
    expect(decoded.code).toBe("relay-failed");
    expect(decoded.details).toEqual({ reason: "INSUFFICIENT_FUNDS" });
  });

  it.each(["ECONNREFUSED", "TIMEOUT", "SERVER_ERROR"])("calls %s an endpoint that does not answer", (code) => {
    expect(decodeRevert(Object.assign(new Error("x"), { code })).code).toBe("chain-unreachable");
  });

  it("gives our own errors back, and survives circles and strangeness", () => {
    const own = new PeersealError("not-found", "x");
    expect(decodeRevert(own)).toBe(own);
    const circle: Record<string, unknown> = { code: 1 };
    circle.cause = circle;
    for (const odd of [circle, null, undefined, 5, "text", () => 1]) {
      expect(decodeRevert(odd).code).toBe("relay-failed");
    }
  });
});
